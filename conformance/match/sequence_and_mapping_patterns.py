def describe(value):
    match value:
        case []: return 'empty'
        case [x]: return f'one {x}'
        case [1, *rest, 9]: return f'1..9 {rest}'
        case (a, b) if a == b: return f'pair {a}'
        case {'kind': 'circle', 'r': r, **others}: return f'circle {r} {others}'
        case {}: return 'mapping'
        case str() as text: return f'text {text}'
        case int(n) | float(n): return f'number {n}'
        case None | True: return 'constant'
        case _: return 'other'
for value in ([], (4,), [1, 2, 3, 9], (5, 5), (5, 6), {'kind': 'circle', 'r': 2, 'z': 1}, {1: 2}, 'ab', 3, 2.5, True, None, {1}, b'ab', range(1)):
    print(value, describe(value))
