# from: __prepare__, __instancecheck__, __subclasscheck__, __call__ of metaclasses
# after: trusted code asks isinstance and believes the answer
# must: contained
class Yes(type):
    def __instancecheck__(cls, o):
        return True

    def __subclasscheck__(cls, c):
        return True

    def __getattribute__(cls, name):
        return type.__getattribute__(cls, name)

    def __eq__(cls, o):
        return True

    def __hash__(cls):
        return hash(str)


class Str(metaclass=Yes):
    @property
    def __class__(self):
        return str


s = Str()
print(isinstance(s, str), isinstance(1, Str), issubclass(int, Str))
for use in (open if 'open' in dir(__builtins__) else repr, __import__, int, lambda x: ''.join([x]), lambda x: 'a' + x, lambda x: getattr(1, x), lambda x: setattr(print, x, 1), lambda x: compile(x, 'a', 'exec'), exec, lambda x: type(x, (), {}), lambda x: b''.join([x]), lambda x: 'a'.replace(x, x), lambda x: 'a'.encode(x), lambda x: {}.update(x), lambda x: sorted(x), lambda x: Exception().with_traceback(x)):
    try:
        print(type(use(s)).__name__)
    except Exception as e:
        print(type(e).__name__)
try:
    try:
        raise ValueError
    except Str:
        print('caught')
except Exception as e:
    print(type(e).__name__)
