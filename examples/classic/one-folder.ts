/** Any file of one folder may be read, and nothing else: for the program, the folder is the root. */
import { fileURLToPath } from 'node:url';
import { pythonError, RExec } from 'rexec';

class OneFolder extends RExec {
  folder = fileURLToPath(new URL('data', import.meta.url));

  override r_open(file: string, mode = 'r', buf = -1) {
    const parts = file.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.includes('..')) throw pythonError('OSError', 'there is nothing above the root');
    return super.r_open([this.folder, ...parts].join('/'), mode, buf);
  }
}

const r_env = new OneFolder(null, false, { stdout: (text) => console.log(text.trimEnd()) });
await r_env.r_exec(`
print(open('/names.txt').read().split())
for path, mode in ('/etc/passwd', 'r'), ('../etc/passwd', 'r'), ('/names.txt', 'w'):
    try:
        open(path, mode)
    except IOError as e:
        print(str(e).partition(':')[0])
`);
r_env.close();

//> ['Ada', 'Grace', 'Hedy']
//> [Errno 2] No such file or directory
//> there is nothing above the root
//> can't open files for writing in restricted mode
