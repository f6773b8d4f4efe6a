# Lines of library modules are shown; what CPython has in C has no frames.
import abc
import calendar
import difflib
import functools
import getopt
import gzip
import hashlib
import heapq
import hmac
import inspect
import io
import optparse
import secrets
import shlex
import traceback
import typing
import uuid
import zipfile
import zlib

CASES = []


def case(f):
    CASES.append(f)


@case
def m01(): uuid.UUID('x')


@case
def m02(): inspect.signature(3)


@case
def m03(): inspect.getsource(3)


@case
def m10():
    class A(abc.ABC):
        @abc.abstractmethod
        def f(self): ...
    A()


@case
def m11(): shlex.split('"')


@case
def m14(): getopt.getopt(['-x'], '')


@case
def m15(): optparse.OptionParser().add_option('x')


@case
def m16(): zipfile.ZipFile(io.BytesIO(b'x'))


@case
def m17(): zlib.decompress(b'x')


@case
def m18(): gzip.decompress(b'xxxxxxxx')


@case
def m19(): hashlib.new('x')


@case
def m20(): hmac.new('x')


@case
def m21(): heapq.merge(1)


@case
def m22(): list(heapq.merge([1], ['a']))


@case
def m23(): sorted([1, 'a'], key=functools.cmp_to_key(lambda a, b: 1/0))


@case
def m24(): calendar.month(2020, 13)


@case
def m26(): 'x'.encode('nope')


@case
def m27(): b'\xff'.decode('utf-16')


@case
def m28(): 'é'.encode('cp1250').decode('ascii')


@case
def m35(): difflib.get_close_matches('a', [], cutoff=3)


@case
def m39(): exec('import nopemodule')


@case
def m40(): secrets.choice([])


@case
def m42(): typing.TypedDict('A', 3)


for f in CASES:
    try:
        f()
    except BaseException:
        print(f.__name__, traceback.format_exc())
