# from: awaits in the host: a then of the program's
# after: code of the program in the host's event loop
# must: contained
class Thenable:
    def then(self, resolve, reject):
        print('ESCAPED')

    def __getattr__(self, n):
        print('asked', n)
        raise AttributeError(n)


for v in (Thenable(), {'then': 1}, {'then': echo}, [Thenable()], {'then': Thenable()}, {'then': later, 'catch': later}):
    for use in (echo, later, account.later, kinds):
        try:
            print(type(use(v)).__name__)
        except Exception as e:
            print(type(e).__name__)
{'then': echo}
