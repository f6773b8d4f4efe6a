import copy
import functools
import os
import pickle
import sys
import time
from time import struct_time
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: struct_time(range(9)))
t(lambda: struct_time(sequence=range(9)))
t(lambda: struct_time(range(9), dict={'tm_zone': 'X'}).tm_zone)
t(lambda: struct_time(range(9), {'tm_zone': 'X', 'tm_gmtoff': 3}).tm_gmtoff)
t(lambda: struct_time(range(8)))
t(lambda: struct_time(range(12)))
t(lambda: struct_time(range(11)).tm_gmtoff)
t(lambda: struct_time(range(9), {'tm_year': 3}))
t(lambda: struct_time(range(9), {'x': 3}))
t(lambda: struct_time(range(10), {'tm_zone': 3}))
t(lambda: struct_time(range(9), 5))
t(lambda: struct_time(5))
t(lambda: struct_time())
t(lambda: struct_time(range(9), x=1))
t(lambda: struct_time.n_fields); t(lambda: struct_time.n_sequence_fields); t(lambda: struct_time.n_unnamed_fields)
s = struct_time(range(11))
t(lambda: s.__reduce__())
t(lambda: repr(pickle.loads(pickle.dumps(s))) + str(pickle.loads(pickle.dumps(s)).tm_zone))
t(lambda: copy.copy(s).tm_zone); t(lambda: copy.deepcopy(s).tm_zone)
t(lambda: copy.replace(s, tm_year=5)); t(lambda: copy.replace(s, tm_zone=5).tm_zone); t(lambda: copy.replace(s, bad=5)); t(lambda: s.__replace__(1))
t(lambda: copy.replace(s, tm_zone=5, tm_hour=3))
r = os.stat_result(range(os.stat_result.n_sequence_fields))
t(lambda: (os.stat_result.n_fields, os.stat_result.n_sequence_fields, os.stat_result.n_unnamed_fields))
t(lambda: r)
t(lambda: (r.st_mtime, r.st_atime_ns, r[7], r[-1]))
t(lambda: os.stat_result(range(os.stat_result.n_fields)).st_mtime)
t(lambda: copy.replace(r, st_mode=1)); t(lambda: os.stat_result(range(10), {'st_mtime': 2.5}).st_mtime)
t(lambda: r.__reduce__())
t(lambda: copy.copy(r)); 
t(lambda: s == tuple(range(9))); t(lambda: s + (1,)); t(lambda: s[:3]); t(lambda: hash(s) == hash(tuple(range(9))))
t(lambda: struct_time.__match_args__); t(lambda: os.stat_result.__match_args__)
t(lambda: setattr(s, 'tm_year', 3)); t(lambda: setattr(s, 'tm_zone', 3)); t(lambda: setattr(s, 'zz', 3)); t(lambda: delattr(s, 'tm_zone'))
t(lambda: sys.version_info.__replace__(major=3)); t(lambda: sys.version_info.__class__(range(5))); t(lambda: sys.float_info.__reduce__()[1][0][:1])
t(lambda: type(struct_time.tm_year))
t(lambda: os.terminal_size((3, 4))); t(lambda: os.terminal_size((3,))); t(lambda: os.terminal_size([3, 4, 5])); t(lambda: os.uname_result(range(5))); t(lambda: os.times_result(range(5)))


for value in (1j, slice(1), range(3), property(), functools.partial(int)):
    for name in ('real', 'start', 'fget', 'func'):
        if hasattr(value, name):
            print(type(getattr(type(value), name)).__name__)
            t(lambda: setattr(value, name, 1))
