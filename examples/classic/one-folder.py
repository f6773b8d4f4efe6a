"""Any file of one folder may be read, and nothing else: for the program, the folder is the root."""
import rexec


class OneFolder(rexec.RExec):
    folder = '/data'

    def r_open(self, file, mode='r', buf=-1):
        parts = [part for part in file.split('/') if part not in ('', '.')]
        if '..' in parts:
            raise IOError('there is nothing above the root')
        return rexec.RExec.r_open(self, '/'.join([self.folder, *parts]), mode, buf)


r_env = OneFolder()
r_env.r_exec('''
print(open('/names.txt').read().split())
for path, mode in ('/etc/passwd', 'r'), ('../etc/passwd', 'r'), ('/names.txt', 'w'):
    try:
        open(path, mode)
    except IOError as e:
        print(e)
''')

#> ['Ada', 'Grace', 'Hedy']
#> [Errno 2] No such file or directory: '/data/etc/passwd'
#> there is nothing above the root
#> can't open files for writing in restricted mode
