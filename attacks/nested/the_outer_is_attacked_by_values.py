# from: what an inner cell gives: lying objects, endless iterators, errors
# after: the outer program, by what it reads
# must: contained
try:
    import rexec

    r = rexec.RExec()
except ImportError:
    print('no rexec under this policy')
except BaseException as e:
    print(type(e).__name__)
else:
    r.r_exec('''
class L(list):
    def __len__(self): return 10**9
    def __iter__(self): return iter([1])
class S(str):
    def __eq__(self, o): return True
    def __hash__(self): return 0
class E(Exception):
    def __str__(self): raise E
    def __reduce__(self): return eval, ("print('ESCAPED')",)
def gen():
    yield 1
d = {}; d['d'] = d
deep = 0
for i in range(3000): deep = [deep]
def boom(): raise E(gen(), d)
''')
    for text in ('L()', "S('os')", 'E', 'E()', 'gen()', 'd', 'deep', 'boom()', 'boom', 'lambda: 1', 'type', 'object()', "'x' * 10**7", '__builtins__', 'globals()', 'Exception(L())', '2**100000', "print", 'float("nan")', "{S('a'): 1}"):
        try:
            v = r.r_eval(text)
            for use in (repr, str, len, list, hash, dir, lambda v: v == 'os', lambda v: v(), lambda v: v.__class__, lambda v: v.__globals__, lambda v: v.__code__, lambda v: open(v), lambda v: __import__(v), lambda v: '{0.__class__.__init__.__globals__}'.format(v), lambda v: v.__reduce_ex__(2), lambda v: __import__('copy').deepcopy(v)):
                try:
                    use(v)
                except Exception as e:
                    kind = type(e).__name__
        except BaseException as e:
            print(type(e).__name__)
    print('done')
