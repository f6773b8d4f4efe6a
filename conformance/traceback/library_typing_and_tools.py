# Lines of library modules are shown; what CPython has in C has no frames.
import argparse
import datetime
import traceback
import typing
import unittest

CASES = []


def case(f):
    CASES.append(f)


@case
def b01(): datetime.datetime(2020, 13, 1)


@case
def b02(): datetime.datetime.strptime('x', '%Y')


@case
def b03(): datetime.date.fromisoformat('x')


@case
def b04(): datetime.datetime.now() < datetime.datetime.now(datetime.timezone.utc)


@case
def d01():
    p = argparse.ArgumentParser()
    p.add_argument('--x', dest='x', foo=1)


@case
def d02():
    p = argparse.ArgumentParser(exit_on_error=False)
    p.add_argument('--x', type=int)
    p.parse_args(['--x', 'q'])


@case
def d03():
    p = argparse.ArgumentParser()
    p.add_argument('--x')
    p.add_argument('--x')


@case
def g01():
    class T(unittest.TestCase):
        def runTest(self): self.assertEqual(1, 2)
    T().debug()


@case
def g02():
    class T(unittest.TestCase):
        def runTest(self): self.assertRaises(ValueError, int, '1')
    T().debug()


@case
def i01(): typing.Optional[1, 2]


@case
def i02(): typing.List[int, str]


@case
def i03(): typing.NamedTuple('X', [('a', 3, 4)])


@case
def i04(): typing.get_type_hints(3)


@case
def i05():
    class P(typing.Protocol):
        x: int
    P()


@case
def i06():
    class A(typing.Generic[int]): pass


@case
def i07(): typing.cast(1)


for f in CASES:
    try:
        f()
    except BaseException:
        print(f.__name__, traceback.format_exc())
