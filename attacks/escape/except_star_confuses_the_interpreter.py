# from: RestrictedPython CVE-2025-22153 (type confusion in CPython 3.11 to 3.13)
# after: the memory of the interpreter
# must: contained
class Odd(ExceptionGroup):
    def derive(self, excs):
        return 1

    def split(self, kind):
        return (1, 2)


class Lying(Exception):
    def __new__(cls, *a):
        return 5


for make in (lambda: Odd('a', [ValueError(1), TypeError(2)]), lambda: Lying()):
    try:
        try:
            raise make()
        except* ValueError as group:
            print(type(group).__name__)
    except BaseException as e:
        print(type(e).__name__, e)
for kinds in (ExceptionGroup, (ValueError, ExceptionGroup), 5, (5,), object):
    try:
        try:
            raise ValueError(1)
        except* kinds:
            pass
    except BaseException as e:
        print(type(e).__name__)
