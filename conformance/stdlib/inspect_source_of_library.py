# The text of functions, classes and modules of the library.
import argparse
import collections
import dataclasses
import inspect
import json.decoder
import linecache
import textwrap

for thing in (
    json.decoder.JSONDecoder.decode,
    json.decoder.JSONDecodeError,
    textwrap.dedent,
    dataclasses.field,
    argparse.ArgumentParser.add_subparsers,
    collections.Counter.most_common,
    collections.UserString,
):
    lines, first = inspect.getsourcelines(thing)
    print(thing.__qualname__, first, len(lines), repr(lines[0]), repr(lines[-1]))
    print(inspect.getsourcefile(thing).rpartition('/')[2], inspect.getmodule(thing).__name__)
print(len(inspect.getsource(textwrap)), inspect.getdoc(textwrap.fill).splitlines()[0])
print(repr(linecache.getline(textwrap.__file__, 1)), linecache.getline(textwrap.__file__, 10_000) == '')
print(inspect.getcomments(collections.ChainMap))
