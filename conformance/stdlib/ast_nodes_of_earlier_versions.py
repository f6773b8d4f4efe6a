# Names of nodes that earlier versions had, and ast.compare.
import ast

print(ast.Index(ast.Constant(1)).value)
print(ast.dump(ast.ExtSlice([ast.Constant(1)])))
print(ast.Suite.__mro__[1:3], ast.AugLoad.__bases__, ast.Param.__bases__, ast.slice.__bases__)
a, b = ast.parse('x = [1, f(y)]'), ast.parse('x  =  [1,  f(y)]')
print(ast.compare(a, b), ast.compare(a, b, compare_attributes=True), ast.compare(a, ast.parse('x = [1, f(z)]')))
print(ast.compare(ast.parse('1'), ast.parse('1.0')), ast.compare(ast.parse('a; b'), ast.parse('a')))
