# full_write_guard: lists and dicts, and things that take part.
from RestrictedPython.Guards import full_write_guard

class Open:
    _guarded_writes = 1

class Own:
    def __guarded_setattr__(self, name, value):
        print('set', name, value)
    def __guarded_delattr__(self, name):
        print('delete', name)
    def __guarded_setitem__(self, key, value):
        print('set item', key, value)
    def __guarded_delitem__(self, key):
        print('delete item', key)

class Closed:
    pass

for ob in ([1], {}, Open()):
    print(full_write_guard(ob) is ob)
guarded = full_write_guard(Own())
guarded.a = 1
del guarded.a
guarded['k'] = 2
del guarded['k']

def attempt(act):
    try:
        act(full_write_guard(Closed()))
    except TypeError as e:
        print(e)

def delete(o):
    del o.a

def delete_item(o):
    del o[0]

attempt(lambda o: setattr(o, 'a', 1))
attempt(delete)
attempt(lambda o: o.__setitem__(0, 1))
attempt(delete_item)
#> True
#> True
#> True
#> set a 1
#> delete a
#> set item k 2
#> delete item k
#> attribute-less object (assign or del)
#> attribute-less object (assign or del)
#> object does not support item or slice assignment
#> object does not support item or slice assignment
