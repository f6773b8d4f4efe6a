# Lines of library modules are shown; what CPython has in C has no frames.
import base64
import contextlib
import copy
import ipaddress
import random
import statistics
import struct
import tomllib
import traceback
import urllib.parse

CASES = []


def case(f):
    CASES.append(f)


@case
def l01(): urllib.parse.urlsplit('http://[x')


@case
def l02(): ipaddress.ip_address('x')


@case
def l03(): ipaddress.ip_network('1.2.3.4/8')


@case
def l04(): struct.pack('i', 'x')


@case
def l05(): base64.b64decode('a')


@case
def l06(): statistics.mean([])


@case
def l07(): random.choice([])


@case
def l08(): random.randint(3, 1)


@case
def l09(): random.sample([1], 2)


@case
def l10():
    @contextlib.contextmanager
    def f():
        yield
    with f():
        1/0


@case
def l11():
    with contextlib.ExitStack() as s:
        s.callback(lambda: 1/0)


@case
def l12():
    class A:
        def __deepcopy__(self, m): 1/0
    copy.deepcopy([A()])


@case
def l15(): tomllib.loads('x')


for f in CASES:
    try:
        f()
    except BaseException:
        print(f.__name__, traceback.format_exc())
