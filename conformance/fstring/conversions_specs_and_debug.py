width, value, name = 10, 3.14159, 'ada'
print(f'{value:{width}.{2}f}|{name!r:>{width}}|{name:*^{width}}|{value=}|{name = !s}|{value=:.1f}|{1 + 1 = }')
print(f'{"nested " + f"{name.upper()!r}"}', f'{{}} {{{name}}}', f'{name[0]}{name[-1:]}', f'{(lambda x: x * 2)(4)}', f'{ {"a": 1}["a"] }')
print(f'{None} {True!s:>5} {b"x"} {[1, "a"]!r:^12} {object.__name__:.3}', rf'\d{name}\n', f'é{name}\U0001f600{width:+d}')
print(f"""multi
{name
    + '!'}
line""")
