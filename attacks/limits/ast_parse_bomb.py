# The tree of a long source is many times its size.
import ast

kept = []
source = '[' + '1,' * 100_000 + ']'
while True:
    kept.append(ast.parse(source))
