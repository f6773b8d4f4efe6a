name, width, value = 'x', 10, 3.14159
print(f'{name!r:>{width}}|{value:.{2}f}|{value=:.1f}|{name = }|{{}}|{f"{name + 'y'}"}|{value:{'>'}{width}}')
print(f"{'a' 'b'}{[i for i in range(3)]}{(lambda x: x + 1)(2)}{ {'k': 1}['k'] }{1 if name else 2:03d}", f'''{
    name  # a comment
}''', rf'\d{name}', f'{name:}', f'{"\n".join(["p", "q"])!r}')
