# from: module __dict__, __class__, __getattr__ changed while trusted code looks
# after: the library's modules, or sys itself, as the program's class
# must: contained
import sys
import types


class M(types.ModuleType):
    def __getattribute__(self, name):
        if name == 'modules':
            return {}
        return types.ModuleType.__getattribute__(self, name)


import builtins
import math

for m in (sys, builtins, math, types):
    try:
        m.__class__ = M
        print(m.__name__)
    except Exception as e:
        print(type(e).__name__)
    try:
        m.__dict__.clear()
    except Exception as e:
        print(type(e).__name__)
try:
    import json

    print(json.__name__)
except BaseException as e:
    kind = type(e)
