# from: a generator that looks at itself while it runs, and is closed meanwhile
# after: a frame that is running twice
# must: contained
def g():
    for action in (lambda: me.send(None), lambda: me.throw(ValueError), lambda: me.close(), lambda: me.gi_frame.clear(), lambda: next(me), lambda: setattr(me.gi_frame, 'f_lineno', 1), lambda: list(me)):
        try:
            action()
            print('ran')
        except BaseException as e:
            print(type(e).__name__)
    yield 1


me = g()
print(next(me))
me.gi_frame.f_locals['action'] = None
try:
    me.gi_frame.clear()
except RuntimeError as e:
    print(e)
frame = me.gi_frame
me.close()
print(me.gi_frame, frame.f_back)
try:
    frame.clear()
    print(frame.f_locals)
except Exception as e:
    print(type(e).__name__)
