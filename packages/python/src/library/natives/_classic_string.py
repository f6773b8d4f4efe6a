"""Functions that the module string had before strings had methods; run in the namespace of string itself."""
letters = ascii_letters
lowercase = ascii_lowercase
uppercase = ascii_uppercase

index_error = ValueError
atoi_error = atof_error = atol_error = ValueError


def upper(s):
    return s.upper()


def lower(s):
    return s.lower()


def swapcase(s):
    return s.swapcase()


def capitalize(s):
    return s.capitalize()


def strip(s, chars=None):
    return s.strip(chars)


def lstrip(s, chars=None):
    return s.lstrip(chars)


def rstrip(s, chars=None):
    return s.rstrip(chars)


def split(s, sep=None, maxsplit=-1):
    return s.split(sep, maxsplit)


splitfields = split


def rsplit(s, sep=None, maxsplit=-1):
    return s.rsplit(sep, maxsplit)


def join(words, sep=' '):
    return sep.join(words)


joinfields = join


def find(s, *args):
    return s.find(*args)


def rfind(s, *args):
    return s.rfind(*args)


def index(s, *args):
    return s.index(*args)


def rindex(s, *args):
    return s.rindex(*args)


def count(s, *args):
    return s.count(*args)


def replace(s, old, new, maxreplace=-1):
    return s.replace(old, new, maxreplace)


def expandtabs(s, tabsize=8):
    return s.expandtabs(tabsize)


def ljust(s, width, *args):
    return s.ljust(width, *args)


def rjust(s, width, *args):
    return s.rjust(width, *args)


def center(s, width, *args):
    return s.center(width, *args)


def zfill(s, width):
    return s.zfill(width) if isinstance(s, str) else repr(s).zfill(width)


def atoi(s, base=10):
    return int(s, base)


atol = atoi


def atof(s):
    return float(s)


def maketrans(fromstr, tostr):
    if len(fromstr) != len(tostr):
        raise ValueError('maketrans arguments must have same length')
    return str.maketrans(fromstr, tostr)


def translate(s, table, deletions=''):
    if deletions:
        s = s.translate(dict.fromkeys(map(ord, deletions)))
    return s.translate(table)
