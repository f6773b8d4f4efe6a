"""The package that CPython's test files belong to. Ours comes first; the files of the given tree are found after it."""

import sys

__path__.extend(f'{entry}/test' for entry in sys.path)
