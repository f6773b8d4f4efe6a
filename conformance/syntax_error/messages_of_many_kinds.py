CASES = '''
x = = 1
1 + = 2
if x = 3: pass
for in y: pass
def f(a, a): pass
def f(a=1, b): pass
f(a=1, 2)
f(**k, *a)
lambda x=1, y: 0
break
continue
yield 1
await x
nonlocal x
x: int: str
None = 1
(a + b) = 1
[a, 1] = 2
del f()
import a.b as
from x import *, y
class C
'abc
"""abc
0777
1__0
0b2
1.e
3a
$x
a ? b
{1: 2, 3}
{1, 2: 3}
(x for x in y, 1)
x for x in y
try: pass
with open(x) as 1: pass
else: pass
async x
a b
@
global x; x = 1
raise from x
assert
import
not
f(x for x in y, 1)
f'{a'
*a
*a = 1
a, *b, *c = 1
print x
exec "x"
x++
match x: case
'''
for text in CASES.strip().splitlines():
    try:
        compile(text, 'case', 'exec')
        print(text, '-> compiles')
    except SyntaxError as error:
        print(text, '->', type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
