"""The package that CPython's test files belong to. Ours comes first; the files of the given tree are found after it."""

import sys

# The runner puts the tree's folder (`.../Lib/test`) on the path; it is a part of this package, not a place of modules.
_tree = next(entry for entry in reversed(sys.path) if entry.rstrip('/').endswith('/test'))
sys.path.remove(_tree)
__path__.append(_tree)
