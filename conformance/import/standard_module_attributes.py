import math, sys
from math import floor as lower, pi
import collections.abc
import os.path as p
print(math.__name__, lower(2.7), pi == math.pi, sys.modules['math'] is math, collections.abc.Sized.__name__, p.join('a', 'b'), __name__)
for text in ('import nope', 'from math import nope', 'import math.nope', 'from . import x', 'from nope.x import y'):
    try:
        exec(text, {'__name__': '__main__', '__package__': None})
    except ImportError as error:
        print(type(error).__name__, error, error.name)
