class Problem(Exception):
    pass


def low():
    raise KeyError('missing')


def high():
    try:
        low()
    except KeyError as error:
        raise Problem('high failed') from error


try:
    high()
except Problem:
    undefined_name
