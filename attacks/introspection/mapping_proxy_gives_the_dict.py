# from: mappingproxy.__eq__, __ror__, __or__ hand out the dict behind (bpo-43838)
# after: the dict of a built-in type, to write in
# must: contained
class Grab:
    def __eq__(self, other):
        try:
            other['evil'] = 1
        except TypeError as e:
            print(e)
        return True

    def __ror__(self, other):
        return self.__eq__(other)

    __lt__ = __gt__ = __contains__ = __or__ = __eq__
    __hash__ = None


for t in (int, str, object, type):
    p = t.__dict__
    for use in (lambda: p == Grab(), lambda: p != Grab(), lambda: p | Grab(), lambda: Grab() | p, lambda: p < Grab(), lambda: p.get(Grab()), lambda: p.keys().mapping == Grab(), lambda: p.items() == Grab(), lambda: p.keys() | Grab(), lambda: type(p)(p) == Grab(), lambda: p == type(p)(type('M', (dict,), {'__eq__': Grab.__eq__})()), lambda: p.copy().update(a=1), lambda: type(p)(Grab()), lambda: p.__reduce_ex__(2), lambda: p.__class__.__new__(p.__class__, p)):
        try:
            use()
        except Exception as e:
            print(type(e).__name__)
for t in (int, str, object, type):
    if hasattr(t, 'evil'):
        print('ESCAPED', t)
