# from: HERITAGE 1.5, hole 5, through RExec and an r_open of the program's own
# after: writing by a mode whose __eq__ lies
# must: contained
try:
    import rexec

    class ReadOnly(rexec.RExec):
        def r_open(self, file, mode='r', buf=-1):
            if type(file) is not str or type(mode) is not str:
                print('ESCAPED: r_open got', type(file), type(mode))
            if mode not in ('r', 'rb'):
                raise IOError("can't open files for writing in restricted mode")
            return super().r_open(file, mode, buf)

    for cls in (rexec.RExec, ReadOnly):
        r = cls()
        for text in ("M('w')", "M('a')", "'w'", "M('r+')"):
            try:
                r.r_exec(f'''
class M(str):
    def __eq__(self, o): return o in ('r', 'rb')
    def __ne__(self, o): return False
    def __str__(self): return self
    __hash__ = str.__hash__
class P(str):
    def __eq__(self, o): return True
    def __str__(self): return '@CANARY@'
    __hash__ = str.__hash__
open(P('/a.txt'), {text}).write('written by the program')
print('wrote')
''')
            except BaseException as e:
                print(type(e).__name__, e)
    print(open('/a.txt').read() == 'a file of the cell\n')
except BaseException as e:
    print(type(e).__name__)
