import sys
import traceback
def inner():
    return 1 / 0
def outer():
    try:
        inner()
    except ZeroDivisionError:
        raise KeyError('wrapped')
try:
    outer()
except KeyError as error:
    print(traceback.format_exc())
    print(traceback.format_exception_only(error), [(f.name, f.lineno, f.line) for f in traceback.extract_tb(error.__traceback__)], sys.exception() is error, error.__traceback__.tb_lineno)
print(traceback.format_exc(), sys.exc_info())
