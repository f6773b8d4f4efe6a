# from: pickle: GLOBAL, REDUCE, BUILD, persistent ids, extension codes
# after: a call of any function by a pickle
# must: contained
import pickle

programs = [
    b"cos\nsystem\n(S'echo x >> @CANARY@'\ntR.",
    b"cposix\nsystem\n(S'id'\ntR.",
    b"cbuiltins\neval\n(S'open(\"@CANARY@\").read()'\ntR.",
    b"cbuiltins\nexec\n(S'print(1)'\ntR.",
    b"csubprocess\ngetoutput\n(S'cat @CANARY@'\ntR.",
    b"cos\nenviron\n.",
    b"c__main__\n__builtins__\n.",
    b"cbuiltins\ngetattr\n(cbuiltins\nobject\nS'__subclasses__'\ntR.",
    b"csys\nmodules\n.",
    b"i\n.", b"o.", b"R.", b".", b"", b"\x80\xff.", b"Q", b"\x8f", b"(" * 10000, b"\x82\x01.", b"P1\n.", b"b.", b"s.", b"g1\n.", b"h\xff.", b"\x95\xff\xff\xff\xff\xff\xff\xff\x7f.", b"\x8d\xff\xff\xff\xff\xff\xff\xff\x7f.", b"]" + b"2a" * 50 + b".", b"L" + b"9" * 5000 + b"L\n.",
]
for p in programs:
    for load in (pickle.loads, pickle._loads):
        try:
            r = load(p)
            if 'canary' in repr(r) or 'CANARY' in repr(r):
                print('ESCAPED', repr(r)[:50])
        except BaseException as e:
            kind = type(e).__name__


class R:
    def __reduce__(self):
        return eval, ("__import__('os').environ['CANARY_SECRET']",)


try:
    print('ESCAPED', pickle.loads(pickle.dumps(R())))
except BaseException as e:
    print(type(e).__name__)
