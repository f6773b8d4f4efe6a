import pickle, io, sys, copyreg
bad = [b'', b'N', b'.', b'0.', b'1.', b'2.', b'a.', b'Na.', b'(Na.', b']Na', b'e.', b'(e.', b']e.', b'N(Ne.', b's.', b'NNs.', b'}Ns.', b'(}Ns.', b'u.', b'}(Nu.', b'}(u.', b'd.', b'(Nd.', b't.', b'\x85.', b'(\x85.', b'N\x86.', b'l.', b'R.', b'NR.', b'NNR.', b'N)R.', b'b.', b'Nb.', b'NNb.', b'NK\x01b.', b'\x81.', b'NN\x81.', b'N)\x81.', b'cbuiltins\nint\nN\x81.', b'cbuiltins\nint\n)N\x92.', b'N)N\x92.', b'o.', b'(o.', b'(No.', b'i.', b'(i.', b'(ix\n.', b'(ibuiltins\nnope\n.', b'cx', b'cnope_module\nx\n.', b'cbuiltins\nnope\n.', b'c\nx\n.', b'\x93.', b'NN\x93.', b'\x8c\x01aN\x93.', b'\x80\x04\x8c\x08builtins\x8c\x05a.b.c\x93.', b'\x80\x04\x8c\x08builtins\x8c\x07int.foo\x93.', b'\x80\x02cbuiltins\nint.foo\n.', b'Pabc\n.', b'P\xff\n.', b'NQ.', b'P', b'\x82\x00.', b'\x82\x05.', b'\x84\xff\xff\xff\xff.', b'\x83\x00\x00.', b'Q.', b'g0\n.', b'gx\n.', b'g-1\n.', b'g\n.', b'h\x00.', b'j\x01\x00\x00\x00.', b'p0\n.', b'Npx\n.', b'Np-1\n.', b'q\x00.', b'Nq\x00h\x01.', b'r\x00\x00\x00\x00.', b'\x94.', b'I\n.', b'Ix\n.', b'I1x\n.', b'I01\n.', b'I00\n.', b'I010\n.', b'I0x1f\n.', b'I 5\n.', b'I-5\n.', b'I08\n.', b'I99999999999999999999\n.', b'I1', b'L\n.', b'LL\n.', b'L5L\n.', b'Lx\n.', b'L 5\n.', b'L0x10L\n.', b'F\n.', b'Fx\n.', b'F1.5\n.', b'F 1.5\n.', b'F1_0.5\n.', b'Finf\n.', b'Fnan\n.', b'F1e5\n.', b'F0x1\n.', b'F1.5 \n.', b'S\n.', b"S'\n.", b"Sabc\n.", b"S'abc'\n.", b"S'a\\x41b'\n.", b"S'a\\xzz'\n.", b"S'\xff'\n.", b'S"a\n.', b"S'a' \n.", b'T\x05\x00\x00\x00ab.', b'T\xff\xff\xff\xff.', b'U\x02ab.', b'U\x01\xff.', b'V\\u0041\n.', b'V\\u00zz\n.', b'V', b'V\n.', b'X\x02\x00\x00\x00ab.', b'X\x02\x00\x00\x00\xff\xff.', b'X\x03\x00\x00\x00\xed\xa0\x80.', b'\x8c\x05ab', b'\x80\x06.', b'\x80\xff.', b'\x80', b'\x95\x01\x00\x00\x00\x00\x00\x00\x00', b'\x95\x00\x00\x00\x00\x00\x00\x00\x00N.', b'\x8b\xff\xff\xff\xff.', b'\x8a\x02\xff\x7f.', b'\x8a\x00.', b'\x8a\x01\x80.', b'\x8a\x02ab', b'\xff.', b'\x27.', b'\\.', b'!.', b'\x00.', b'\x7f.', b'\x97.', b'\x98.', b'N\x98.', b'\x90.', b'(\x90.', b'N(N\x90.', b'\x8f(]\x90.', b'(]\x91.', b'\x91.', b'}]Ns.', b'\x96\x01\x00\x00\x00\x00\x00\x00\x00a.', b'C\x02a', b'B\x02\x00\x00\x00a', b'G\x00.', b'J\x00.', b'K', b'M\x00', b'((1.', b'(0N.', b'N0.', b'(20.', b'cbuiltins\nobject\n)R(N]tb.', b'cbuiltins\nobject\n)R(NNtb.', b'cbuiltins\nobject\n)R}(X\x01\x00\x00\x00aNub.', b'cbuiltins\nobject\n)RNb.']
for b in bad:
    for how in ('loads', 'load'):
        try:
            v = pickle.loads(b) if how == 'loads' else pickle.load(io.BytesIO(b))
            print(b, how, type(v).__name__, repr(v).split(' at 0x')[0])
        except Exception as e:
            print(b, how, type(e).__name__, str(e).split(' at 0x')[0])
class R:
    def __init__(self, v): self.v = v
    def __reduce__(self): return self.v
def nf(*a): pass
def __newobj__(*a): pass
def __newobj_ex__(*a): pass
class G:
    pass
loc = (lambda: (lambda: 0))()
it = iter([])
for v in [R(5), R(()), R((int,)), R((1,2,3,4,5,6,7)), R((1, ())), R((int, 1)), R((int, (), None, 5)), R((int, (), None, None, 5)), R((int, (), None, None, None, 5)), R((int, (), None, it, iter([1]))), R((__newobj__, ())), R((__newobj__, (1,))), R((__newobj__, (int,))), R((__newobj_ex__, ())), R((__newobj_ex__, (1, 2, 3))), R((__newobj_ex__, (int, 2, 3))), R((__newobj_ex__, (int, (), 3))), R((__newobj_ex__, (int, (), {}))), R('nope'), R('a.b'), loc, lambda: 0, iter(()), (i for i in ()), sys, [lambda: 0], {'a': {'b': (1, lambda: 0)}}, {1, 2, loc} and [frozenset([loc])], G, type('X', (), {}), type('X', (), {})(), object(), pickle.PickleBuffer(b'a')]:
    for p in (0, 2, 5):
        try:
            print(type(v).__name__, p, len(pickle.dumps(v, p)))
        except Exception as e:
            print(type(v).__name__, p, type(e).__name__, str(e).split(' at 0x')[0], [n.split(' at 0x')[0] for n in getattr(e, '__notes__', ())])
for f in [lambda: pickle.dumps(1, 6), lambda: pickle.dumps(1, 'x'), lambda: pickle.dumps(1, 2, buffer_callback=print), lambda: pickle.dump(1, 5), lambda: pickle.load(5), lambda: pickle.loads('x'), lambda: pickle.loads(5), lambda: pickle.Pickler(5), lambda: pickle.Unpickler(5), lambda: pickle.Pickler.__new__(pickle.Pickler).dump(1), lambda: pickle.Unpickler.__new__(pickle.Unpickler).load(), lambda: pickle.loads(b'N.', encoding=5), lambda: pickle.dumps(), lambda: pickle.Pickler(io.BytesIO()).memo.copy(), lambda: setattr(pickle.Pickler(io.BytesIO()), 'memo', 5), lambda: setattr(pickle.Unpickler(io.BytesIO()), 'memo', 5), lambda: setattr(pickle.Unpickler(io.BytesIO()), 'memo', {'a': 1}), lambda: setattr(pickle.Pickler(io.BytesIO()), 'memo', {1: 2}), lambda: pickle.Pickler(io.BytesIO()).dispatch_table, lambda: setattr(pickle.Pickler(io.BytesIO()), 'x', 1), lambda: pickle.Unpickler(io.BytesIO()).persistent_load(1), lambda: pickle.Pickler(io.BytesIO()).persistent_id(1), lambda: (pickle.PickleError.__module__, pickle.PicklingError.__mro__[1].__name__, pickle.Pickler.__module__, pickle.dumps.__module__)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e).split(' at 0x')[0])
