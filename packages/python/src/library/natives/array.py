"""Arrays of numbers or characters, packed."""
from _array import array, _array_reconstructor
from collections.abc import MutableSequence as _MutableSequence

ArrayType = array
typecodes = 'bBuwhHiIlLqQfd'
_MutableSequence.register(array)
