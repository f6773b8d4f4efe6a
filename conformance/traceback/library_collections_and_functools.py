# Lines of library modules are shown; what CPython has in C has no frames.
import collections
import configparser
import csv
import fractions
import functools
import io
import logging
import string
import textwrap
import traceback

CASES = []


def case(f):
    CASES.append(f)


@case
def j03(): fractions.Fraction(1, 0)


@case
def j04(): fractions.Fraction('x')


@case
def j05(): collections.namedtuple('A', 'a a')


@case
def j06(): collections.namedtuple('A', 'a b')(1)


@case
def j07(): collections.Counter(3)


@case
def j08(): collections.ChainMap({})['x']


@case
def j09(): collections.deque([1], maxlen=-1)


@case
def j10(): collections.OrderedDict().popitem()


@case
def k01(): configparser.ConfigParser().read_string('x')


@case
def k02(): configparser.ConfigParser()['x']


@case
def k03(): csv.DictWriter(io.StringIO(), ['a']).writerow({'b': 1})


@case
def k04(): logging.getLogger(3)


@case
def k06(): string.Template('$x').substitute()


@case
def k07(): '{}'.format()


@case
def k08(): string.Formatter().format('{x}')


@case
def k09(): textwrap.wrap('aa', 0)


@case
def k10(): functools.reduce(lambda a, b: 1/0, [1, 2])


@case
def k11():
    @functools.lru_cache
    def f(x): 1/0
    f(1)


@case
def k12(): functools.partial()


@case
def k13(): functools.total_ordering(object)


@case
def k14():
    @functools.singledispatch
    def f(x): 1/0
    f(1)


@case
def k15():
    class A:
        @functools.cached_property
        def x(self): 1/0
    A().x


for f in CASES:
    try:
        f()
    except BaseException:
        print(f.__name__, traceback.format_exc())
