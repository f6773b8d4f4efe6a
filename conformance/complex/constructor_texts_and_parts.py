def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Complex:
    def __complex__(self):
        return 3 - 4j


class Index:
    def __index__(self):
        return 7


for args in ((), (1,), (1, 2), (1.5, -0.0), ('1+2j',), (' 1-2j ',), ('(3j)',), ('j',), ('-j',), ('1e5+2e-3j',), ('1+',), ('1 + 2j',), ('nan+infj',), ('',), ('1_0j',), ('1', 2), (1, '2'), (None,), (1, None), ([],), (10**400,), (b'1',)):
    show(args, lambda: complex(*args))
show('__complex__', lambda: complex(Complex()))
show('__index__', lambda: complex(Index(), 1))
show('real and imag', lambda: complex(real=1, imag=2))
show('from_number', lambda: [complex.from_number(x) for x in (1, 1.5, 2j, Index(), Complex())])
show('from_number text', lambda: complex.from_number('1'))
