class Left:
    def __add__(self, other): print('Left.add'); return NotImplemented
    def __eq__(self, other): print('Left.eq'); return NotImplemented
class Right:
    def __radd__(self, other): print('Right.radd'); return 'sum'
    def __eq__(self, other): print('Right.eq'); return True
    def __lt__(self, other): print('Right.lt'); return 'less'
class Sub(Left):
    def __radd__(self, other): print('Sub.radd'); return 'sub'
print(Left() + Right(), Left() == Right(), Left() > Right(), Left() + Sub())
try:
    Left() + 1
except TypeError as error:
    print(error)
try:
    Left() < 1
except TypeError as error:
    print(error)
x = [1]
y = x
x += (2,)
print(y)
