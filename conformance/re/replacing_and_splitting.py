import re


def show(f):
    try:
        r = f()
        print((r.span(), r.groups()) if hasattr(r, 'span') else r)
    except Exception as e:
        print(type(e).__name__, e)


P = re.compile(r'(?P<x>a)(b)?')
m = P.match('acb')
show(lambda: re.sub('a', b'x', 'aba'))
show(lambda: re.sub('a', lambda m: 5, 'aba'))
show(lambda: re.sub('a', lambda m: None, 'aba'))
show(lambda: re.sub('a', 7, 'aba'))
show(lambda: re.sub('a', r'\9', 'aba'))
show(lambda: re.sub('(?P<n>a)', r'<\g<n>\1\n>', 'aba', count=1))
show(lambda: re.subn('a', 'x', 'aba', count=1))
show(lambda: re.sub(b'a', lambda m: m[0]*2, b'aba'))
show(lambda: re.sub('', '-', 'abc'))
show(lambda: re.sub('x*', '-', 'abxd'))
show(lambda: re.sub('a', 'b', 'aaa', count=-1))
show(lambda: re.split('', 'abc', maxsplit=-1))
show(lambda: re.split('(,)|(;)', 'a,b;c', maxsplit=1))
print(re.sub(r'(?m)^', '> ', 'a\nb\n'), re.split(r'\b', 'a bc'), re.findall(r'(?s).+', 'a\nb'), re.findall(r'(?x) a  b # c', 'ab a b'))
