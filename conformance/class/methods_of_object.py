class A:
    def __del__(self): pass
    def __dir__(self): return ['b', 'a']
    def __sizeof__(self): return 100
print(dir(A()), A().__sizeof__())
o = object()
print(o.__eq__(o), o.__eq__(1), o.__ne__(o), o.__ne__(1), o.__lt__(1), o.__hash__() == hash(o), o.__str__() == repr(o), o.__format__('') == str(o), o.__class__, o.__doc__[:4])
try: format(o, 'x')
except TypeError as e: print(e)
try: o < o
except TypeError as e: print(e)
print(object.__init_subclass__(), object.__subclasshook__(int), o.__reduce_ex__(2)[1:] if 0 else '', id(o) == id(o), o == o, o is o)
print(sorted(n for n in dir(object())))
