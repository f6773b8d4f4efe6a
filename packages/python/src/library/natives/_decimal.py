"""Decimal arithmetic: the natives, and what of the module is made by Python code."""

from _decimal_core import *
from _decimal_core import SignalDict as _SignalDict, __version__, __libmpdec_version__
from collections import namedtuple as _namedtuple
from collections.abc import MutableMapping as _MutableMapping
import numbers as _numbers

DecimalTuple = _namedtuple('DecimalTuple', 'sign digits exponent', module='decimal')
_numbers.Number.register(Decimal)
_MutableMapping.register(_SignalDict)
del SignalDict
