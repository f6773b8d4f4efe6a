# from: rexec on 2.7 (HERITAGE 1.5, hole 5)
# after: writing where only reading is allowed, by a str subclass whose __eq__ lies
# must: contained
class M(str):
    def __eq__(self, other):
        return other in ('r', 'rb')

    def __ne__(self, other):
        return not self == other

    __hash__ = str.__hash__

    def __str__(self):
        return self

    def __contains__(self, x):
        return x == 'r'

    def __iter__(self):
        return iter('r')

    def replace(self, *a):
        return 'r'


for mode in ('w', 'a', 'x', 'r+', 'wb'):
    try:
        f = open('@CANARY@', M(mode))
        f.write('written by the program')
        f.close()
        if not isinstance(f.name, int):
            print('opened', mode)
    except Exception as e:
        print(type(e).__name__)
