import sys


def own_frame():
    return sys._getframe()


def outer():
    frame = own_frame()
    return frame, sys._getframe()


def name(frame):
    return frame and frame.f_code.co_name


inner, out = outer()
print(name(inner.f_back), name(out.f_back))


def frames():
    yield sys._getframe()


g = frames()
frame = next(g)
print(frame.f_back)
print(list(g), frame.f_back)


def fails():
    1 / 0


def fails_below():
    fails()


try:
    fails_below()
except ZeroDivisionError as e:
    t = e.__traceback__.tb_next
    while t:
        print(t.tb_frame.f_code.co_name, name(t.tb_frame.f_back))
        t = t.tb_next


def failing_generator():
    yield 1
    1 / 0


def runs_it():
    for _ in failing_generator():
        pass


try:
    runs_it()
except ZeroDivisionError as e:
    t = e.__traceback__.tb_next
    while t:
        print(t.tb_frame.f_code.co_name, name(t.tb_frame.f_back))
        t = t.tb_next
