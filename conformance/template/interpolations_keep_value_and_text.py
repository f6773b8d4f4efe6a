from string.templatelib import Interpolation, Template

name, n = 'ada', 3
t = t'hi {name!r:>{n}} and {n + 1}{n:x}'
print(type(t).__name__, t.strings, t.values)
for i in t.interpolations:
    print(i.value, i.expression, i.conversion, i.format_spec, i)
print([*t], t)
print(t + t'!', [*(t'a' + t'{n}' + t'b')], Template('a', 'b', Interpolation(1, 'x'), Interpolation(2)), Template())
for call in (lambda: t + 'x', lambda: 'x' + t, lambda: Template(1), lambda: Interpolation(1, 'x', 'q'), lambda: Interpolation(), lambda: Interpolation(1, 2), lambda: Template(a=1)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
match Interpolation(1, 'x', 's', '>4'):
    case Interpolation(value, expression, conversion, spec):
        print(value, expression, conversion, spec)
