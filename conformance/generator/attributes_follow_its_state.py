def g():
    yield 1
it = g()
try:
    it.send(5)
except TypeError as e:
    print(e)
print(it.gi_running, it.gi_suspended, it.gi_frame is not None, it.gi_yieldfrom)
next(it)
print(it.gi_running, it.gi_suspended, it.gi_frame.f_lineno, it.gi_code.co_name)
print(it.close(), it.gi_frame)
print(list(it))
try:
    it.throw(KeyError('k'))
except KeyError as e:
    print(repr(e))
