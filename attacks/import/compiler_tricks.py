# from: ast nodes that no parser makes, compile flags, odd trees
# after: instructions that were not checked
# must: contained
import ast

trees = [
    lambda: ast.Module([ast.Expr(ast.Name('__debug__', ast.Store()))], []),
    lambda: ast.Expression(ast.Attribute(ast.Constant(1), 'a b', ast.Load())),
    lambda: ast.Expression(ast.Name('a.b()', ast.Load())),
    lambda: ast.Expression(ast.Constant(ast)),
    lambda: ast.Expression(ast.Constant([1])),
    lambda: ast.Expression(ast.Constant(object())),
    lambda: ast.Module([ast.Return(None)], []),
    lambda: ast.Module([ast.Break()], []),
    lambda: ast.Module([ast.Assign([ast.Constant(1)], ast.Constant(2))], []),
    lambda: ast.Module([ast.Import([ast.alias('os; print(1)', None)])], []),
    lambda: ast.Module([ast.ImportFrom('os', [ast.alias('environ', None)], -5)], []),
    lambda: ast.Module([ast.Global(['x', '__class__'])], []),
    lambda: ast.Expression(ast.Yield(None)),
    lambda: ast.Expression(ast.Call(ast.Name('print', ast.Load()), [ast.Starred(ast.Constant(1), ast.Store())], [])),
    lambda: ast.Module([ast.Delete([])], []),
    lambda: ast.Module([ast.With([], [])], []),
    lambda: ast.Module([ast.FunctionDef('f', ast.arguments(), [], [])], []),
    lambda: ast.Module([ast.Match(ast.Constant(1), [ast.match_case(ast.MatchAs(None, None), None, [])])], []),
    lambda: ast.Expression(ast.BinOp(ast.Constant(1), 5, ast.Constant(2))),
    lambda: ast.Expression(ast.Compare(ast.Constant(1), [ast.Lt()], [])),
    lambda: ast.Expression(ast.Dict([None], [])),
    lambda: ast.Module([ast.Try([ast.Pass()], [], [], [])], []),
    lambda: ast.Expression(ast.NamedExpr(ast.Attribute(ast.Name('x', ast.Load()), 'y', ast.Store()), ast.Constant(1))),
    lambda: ast.Module([ast.Nonlocal(['x'])], []),
    lambda: ast.Expression(ast.JoinedStr([ast.Constant(5)])),
    lambda: ast.Module([ast.ClassDef('C', [], [], [ast.Return(None)], [])], []),
]
for make in trees:
    for fix in (ast.fix_missing_locations, lambda t: t):
        try:
            tree = fix(make())
            exec(compile(tree, 'made', 'eval' if isinstance(tree, ast.Expression) else 'exec'), {})
            print('ran', type(tree).__name__)
        except BaseException as e:
            print(type(e).__name__)
loop = ast.parse('1 + 1')
loop.body[0].value.left = loop.body[0].value
try:
    compile(loop, 'x', 'exec')
except BaseException as e:
    print(type(e).__name__)
for flags in (-1, 2**31, 2**70, 0xffffffff, ast.PyCF_ONLY_AST, 0x2000, None):
    try:
        print(type(compile('await x', 'x', 'exec', flags)).__name__)
    except BaseException as e:
        print(type(e).__name__)
