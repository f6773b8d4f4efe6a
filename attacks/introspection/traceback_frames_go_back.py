# from: every list of escapes: tb_frame.f_back
# after: frames of the one who runs the program, from a traceback
# must: contained
import sys


def up():
    try:
        raise Exception
    except Exception as e:
        frame = e.__traceback__.tb_frame
    n = 0
    while frame is not None:
        n += 1
        if frame.f_globals is not globals() or frame.f_code.co_filename != up.__code__.co_filename:
            print('ESCAPED', frame.f_code.co_filename)
        last = frame
        frame = frame.f_back
    return n, last.f_code.co_name


print(up())
