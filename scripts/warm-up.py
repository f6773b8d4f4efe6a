# Run once by scripts/build.mjs, so that the command's code cache holds what most programs use.
import json
import re
import sys


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f'Point({self.x!r}, {self.y:>4})'


def squares(n):
    for i in range(n):
        yield i * i


points = sorted((Point(i % 7, i) for i in range(20)), key=lambda p: (p.x, -p.y))
words = {word: len(word) for word in 'the quick brown fox'.split()}
try:
    words['cat']
except KeyError as error:
    print(repr(error), points[:2], {*squares(5)}, [*map(str, words.values())])
with_default = [x if x > 3 else None for x in squares(6)]
match with_default:
    case [None, *rest]:
        print(len(rest), sys.argv[1:], 'a,b'.replace(',', ';').upper(), 2**100, 1.5 / 3)
    case _:
        pass
print(json.dumps({'found': re.findall(r'(\w)\d+', 'a1 b22 c')}))
raise SystemExit(0)
