"""Tables of names, as the module symtable reads them."""
from os import fsdecode as _fsdecode

from _symbols import table as _table

USE = 16
DEF_GLOBAL = 1
DEF_NONLOCAL = 8
DEF_LOCAL = 2
DEF_PARAM = 4
DEF_TYPE_PARAM = 1024
DEF_FREE_CLASS = 64
DEF_IMPORT = 128
DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM
DEF_ANNOT = 256
DEF_COMP_ITER = 512
DEF_COMP_CELL = 2048
TYPE_FUNCTION = 0
TYPE_CLASS = 1
TYPE_MODULE = 2
TYPE_ANNOTATION = 3
TYPE_TYPE_ALIAS = 4
TYPE_TYPE_PARAMETERS = 5
TYPE_TYPE_VARIABLE = 6
LOCAL = 1
GLOBAL_EXPLICIT = 2
GLOBAL_IMPLICIT = 3
FREE = 4
CELL = 5
SCOPE_OFF = 12
SCOPE_MASK = 15

_TYPES = ['function', 'class', 'module', 'annotation', 'type alias', 'type parameters', 'type variable']


class _Entry:
    """One block."""

    __slots__ = ('type', 'name', 'lineno', 'nested', 'symbols', 'varnames', 'children', '__weakref__')

    def __init__(self, row):
        kind, self.name, self.lineno, nested, names, flags, parameters, _ = row
        self.type = _TYPES.index(kind)
        self.nested = int(nested)
        self.symbols = dict(zip(names, flags))
        self.varnames = list(parameters)
        self.children = []

    @property
    def id(self):
        return id(self)

    def __repr__(self):
        return f'<symtable entry {self.name}({id(self)}), line {self.lineno}>'


_Entry.__name__ = _Entry.__qualname__ = 'symtable entry'


def symtable(source, filename, startstr, /):
    """Return symbol and scope dictionaries used internally by compiler."""
    rows = _table(source, _fsdecode(filename), startstr)
    entries = [_Entry(row) for row in rows]
    for entry, row in zip(entries, rows):
        entry.children = [entries[i] for i in row[-1]]
    return entries[0]
