import sys, types
def f():
    1/0
try: f()
except Exception as e: tb = e.__traceback__
print(tb.tb_lineno, tb.tb_next.tb_lineno, tb.tb_next.tb_next, tb.tb_frame.f_code.co_name, tb.tb_next.tb_frame.f_code.co_name, dir(tb), type(tb))
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
T = type(tb)
t(lambda: T(None, tb.tb_frame, 0, 5).tb_lineno); t(lambda: T()); t(lambda: T(1, tb.tb_frame, 0, 5)); t(lambda: T(None, 1, 0, 5)); t(lambda: T(None, tb.tb_frame, 'a', 5)); t(lambda: setattr(tb, 'tb_next', 5)); t(lambda: setattr(tb, 'tb_next', tb)); t(lambda: setattr(tb.tb_next, 'tb_next', tb)); t(lambda: setattr(tb, 'tb_lineno', 4)); t(lambda: delattr(tb, 'tb_next')); t(lambda: tb.foo)
e2 = ValueError('w').with_traceback(tb); print(e2.__traceback__ is tb)
tb.tb_next = None
raise e2
