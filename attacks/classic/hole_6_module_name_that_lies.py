# from: HERITAGE 1.5, hole 6, through RExec
# after: os under the hash of math
# must: contained
try:
    import rexec

    asked = []

    class Counting(rexec.RExec):
        def r_import(self, mname, globals={}, locals={}, fromlist=[]):
            asked.append(type(mname))
            return super().r_import(mname, globals, locals, fromlist)

    for cls in (rexec.RExec, Counting):
        r = cls()
        try:
            r.r_exec('''
class S(str):
    def __eq__(self, o): return True
    def __hash__(self): return hash('math')
    def __str__(self): return 'math'
m = __import__(S('subprocess'))
print('ESCAPED', m.getoutput('id'))
''')
        except BaseException as e:
            print(type(e).__name__, e)
    if any(t is not str for t in asked):
        print('ESCAPED', asked)
except BaseException as e:
    print(type(e).__name__)
