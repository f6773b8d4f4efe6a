import ast
tree = ast.parse('x = [a.b(c, *d, e=1) for f in g if h]\nwith p as q: pass')
print(ast.dump(tree), ast.unparse(tree), ast.literal_eval("{'a': [1, -2.5, None, (True,)], 'b': {1, 2}, 'c': b'x'}"))
print([type(node).__name__ for node in ast.walk(ast.parse('a + -b * 2 ** c'))], ast.dump(ast.parse('f"{x!r:>{w}}"', mode='eval'), indent=1))
for text in ('f()', '1 + x', '[', '__import__("os")', '"a" * 3'):
    try:
        print(ast.literal_eval(text))
    except (ValueError, SyntaxError) as error:
        print(type(error).__name__, str(error).split(' at 0x')[0].split('<ast')[0])
