# from: SystemExit with anything
# after: the host's exit status
# must: contained
class Code(int):
    def __index__(self):
        return 10**9

    def __str__(self):
        return 'x'


import atexit

atexit.register(lambda: (_ for _ in ()).throw(SystemExit(300)))
for code in (256, -1, 2**70, 1.5, 'text\n' * 3, b'x', [], Code(5), True, (), None, object(), SystemExit(3)):
    try:
        raise SystemExit(code)
    except SystemExit as e:
        print(type(e.code).__name__)
e = SystemExit()
e.code = Code(7)
e.__class__ = type('Quiet', (SystemExit,), {'code': property(lambda s: 1 / 0)})
raise e
