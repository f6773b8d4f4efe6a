# from: RestrictedPython 7.2 (safer_getattr with str subclasses)
# after: names that lie when they are checked and when they are used
# must: contained
class N(str):
    def startswith(self, *a):
        return False

    def __eq__(self, other):
        return False

    def __hash__(self):
        return 1

    def __len__(self):
        return 3

    def __getitem__(self, i):
        return 'a'


def f():
    pass


for name in ('__globals__', '__code__', '__closure__', '__builtins__', 'func_globals'):
    for get in (getattr, lambda o, n: object.__getattribute__(o, n), lambda o, n: vars(type(o))[n].__get__(o)):
        try:
            value = get(f, N(name))
            if value is not globals() and isinstance(value, dict) and '__name__' in value and value['__name__'] not in ('__main__', 'builtins'):
                print('ESCAPED', value['__name__'])
            print(type(value).__name__)
        except Exception as e:
            print(type(e).__name__)
