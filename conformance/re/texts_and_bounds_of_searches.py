import re


def show(f):
    try:
        r = f()
        print((r.span(), r.groups()) if hasattr(r, 'span') else r)
    except Exception as e:
        print(type(e).__name__, e)


P = re.compile(r'(?P<x>a)(b)?')
m = P.match('acb')
show(lambda: P.match(b'a'))
show(lambda: re.compile(b'a').match('a'))
show(lambda: P.match(5))
show(lambda: P.match())
show(lambda: P.sub('x'))
show(lambda: P.match('a', 'b'))
show(lambda: P.match('xa', 1))
show(lambda: P.match('xa', 5))
show(lambda: P.search('aa', 1, 1))
show(lambda: P.match('abc', -5, 100))
show(lambda: re.compile('').match('abc', 2, 1))
show(lambda: re.compile('').search('abc', 2, 1))
show(lambda: re.compile('').findall('abc', 2, 1))
show(lambda: re.compile('').fullmatch('abc', 3, 1))
show(lambda: list(re.compile('').finditer('abc', 2, 1)))
show(lambda: re.match(bytearray(b'a'), b'ab'))
show(lambda: re.match(b'a', memoryview(b'ab')).group())
show(lambda: re.findall(b'.', bytearray(b'ab')))
show(lambda: re.split(b',', bytearray(b'a,b')))
