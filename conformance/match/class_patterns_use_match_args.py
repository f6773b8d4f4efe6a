class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
class Bare: pass
def describe(value):
    match value:
        case Point(0, 0): return 'origin'
        case Point(x, y=0): return f'on x {x}'
        case Point(x=0, y=y): return f'on y {y}'
        case Point(): return 'point'
    return 'none'
print([describe(v) for v in (Point(0, 0), Point(3, 0), Point(0, 4), Point(1, 1), Bare())])
for text in ('case Point(1, 2, 3): pass', 'case Bare(1): pass', 'case 5(): pass'):
    try:
        exec(f'match Point(1, 2):\n    {text}' if 'Bare' not in text else f'match Bare():\n    {text}', globals())
    except (TypeError, SyntaxError) as error:
        print(type(error).__name__, error)
