# from: a metaclass whose mro() answers what it likes
# after: methods of a type on objects of another
# must: contained
class Meta(type):
    answer = None

    def mro(cls):
        if Meta.answer is None:
            return type.mro(cls)
        return Meta.answer(cls)


class Base(metaclass=Meta):
    pass


for answer in (lambda c: [c, list, object], lambda c: [list, dict], lambda c: [], lambda c: [c, c, object], lambda c: [1, 2], lambda c: None, lambda c: [object, c], lambda c: [c, int, object], lambda c: (x for x in [c, object]), lambda c: [c, str, object], lambda c: [c] + [type('X', (), {}) for _ in range(5)], lambda c: [c, BaseException, object], lambda c: [c, type, object]):
    Meta.answer = answer
    try:
        cls = Meta('C', (Base,), {})
        o = cls()
        for use in (lambda: o.append(1), len, repr, list, hash, lambda o: o + 1, lambda o: o.args, lambda o: o.upper(), lambda o: o.mro()):
            try:
                use(o)
            except Exception as e:
                pass
        print('made')
    except Exception as e:
        print(type(e).__name__)
