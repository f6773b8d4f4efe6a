// Every class of node of Python's syntax tree with an example of it, and every rule beside them: the table of
// docs/restricted-python.md, which a test makes.

/** [class, source]. The parentheses at the end of `FunctionType` and the comment of `TypeIgnore` need a parser of their own. */
export const NODES = `
Module|x = y
Expression|x
Interactive|x
FunctionType|(int) -> str
FunctionDef|def f(a, b=1, *c, d, **e): return a
AsyncFunctionDef|async def f(): pass
ClassDef|class C(B): pass
Return|def f(): return x
Delete|del x
Assign|x = y = z
Assign|a, (b, c) = x
TypeAlias|type T = int
AugAssign|x += y
AnnAssign|x: int = 1
For|for x in y: pass
For|for a, b in y: pass
AsyncFor|async def f():⏎    async for x in y: pass
While|while x: pass
If|if x: pass
With|with x as y: pass
With|with x as (a, b): pass
AsyncWith|async def f():⏎    async with x: pass
Match|match x:⏎    case 1: pass
Raise|raise x from y
Try|try: pass⏎except E as e: pass⏎finally: pass
TryStar|try: pass⏎except* E: pass
Assert|assert x, y
Import|import a.b as c
ImportFrom|from a import b
Global|global x
Nonlocal|def f():⏎    nonlocal x
Expr|x
Pass|pass
Break|while x: break
Continue|while x: continue
BoolOp|x and y
NamedExpr|(x := y)
BinOp|x + y
UnaryOp|-x
Lambda|lambda a, *b, **c: a
IfExp|x if y else z
Dict|{x: y, **z}
Set|{x, *y}
ListComp|[x for x in y if z]
ListComp|[a for a, b in y]
SetComp|{x for x in y}
DictComp|{x: 1 for x in y}
GeneratorExp|(x for x in y)
Await|await x
Yield|def f(): yield x
YieldFrom|def f(): yield from x
Compare|x < y < z
Call|f(x, y=z)
Call|f(*x, **y)
FormattedValue|f'{x!r:>5}'
Interpolation|t'{x}'
JoinedStr|f'{x}'
TemplateStr|t'{x}'
Constant|1
Constant|...
Attribute|x.a
Attribute|x.a = y
Attribute|del x.a
Subscript|x[y]
Subscript|x[y:z] = a
Subscript|del x[y]
Starred|[*x]
Name|x
List|[x, y]
Tuple|(x, y)
Slice|x[a:b:c]
Load|x
Store|x = y
Del|del x
And|x and y
Or|x or y
Add|x + y
Sub|x - y
Mult|x * y
MatMult|x @ y
Div|x / y
Mod|x % y
Pow|x ** y
LShift|x << y
RShift|x >> y
BitOr|x \\| y
BitXor|x ^ y
BitAnd|x & y
FloorDiv|x // y
Invert|~x
Not|not x
UAdd|+x
USub|-x
Eq|x == y
NotEq|x != y
Lt|x < y
LtE|x <= y
Gt|x > y
GtE|x >= y
Is|x is y
IsNot|x is not y
In|x in y
NotIn|x not in y
comprehension|[x for x in y]
ExceptHandler|try: pass⏎except E: pass
arguments|def f(a, /, b, *, c): pass
arg|def f(a: int): pass
keyword|f(a=x)
alias|import a
withitem|with x: pass
match_case|match x:⏎    case 1: pass
MatchValue|match x:⏎    case 1: pass
MatchSingleton|match x:⏎    case None: pass
MatchSequence|match x:⏎    case [1]: pass
MatchMapping|match x:⏎    case {1: y}: pass
MatchClass|match x:⏎    case C(): pass
MatchStar|match x:⏎    case [*y]: pass
MatchAs|match x:⏎    case y: pass
MatchOr|match x:⏎    case 1 \\| 2: pass
TypeIgnore|x = y # type: ignore
TypeVar|def f[T](): pass
ParamSpec|def f[**P](): pass
TypeVarTuple|def f[*T](): pass
`;

/** [rule, source]. */
export const RULES = `
names that begin with an underscore|_x
|_x = 1
|def _f(): pass
|class _C: pass
|def f(_x): pass
|def f(_x, /): pass
|def f(*_x): pass
|def f(*, _x): pass
|def f(**_x): pass
|lambda _x: 1
|for _x in y: pass
|[1 for _x in y]
|with x as _x: pass
|try: pass⏎except E as _x: pass
|import _x
|import x as _x
|from x import _y
|(_x := 1)
|_x += 1
|del _x
|_ = 1
|from _x import y
|f(_x=1)
|global _x
names that end with \`__roles__\`|x__roles__ = 1
|def x__roles__(): pass
reserved names|print = 1
|printed = 1
|def print(): pass
|def f(printed): pass
|builtins
|breakpoint()
special methods|class C:⏎    def __init__(self): pass
|class C:⏎    def __contains__(self, x): pass
|class C:⏎    def __eq__(self, x): pass
|class C:⏎    def __lt__(self, x): pass
|class C:⏎    def __str__(self): pass
|def __init__(): pass
attributes|x._a
|x.__class__
|x._a = 1
|del x._a
|x.a__roles__
|x._
attributes of frames, code, generators|x.tb_frame
|x.tb_next
|x.f_back
|x.f_builtins
|x.f_code
|x.f_generator
|x.f_globals
|x.f_locals
|x.f_trace
|x.co_code
|x.gi_frame
|x.gi_code
|x.gi_yieldfrom
|x.cr_await
|x.cr_frame
|x.cr_code
|x.cr_origin
|x.tb_lineno
|x.ag_frame
augmented assignment|x.a += 1
|x[y] += 1
|x[y:z] += 1
calls by name|exec(x)
|eval(x)
|x.eval(y)
|compile(x)
imports|from x import *
|from . import x
metaclasses|class C(metaclass=M): pass
|class C(B, k=1): pass
printing|print(x); y = printed
|def f():⏎    print(x)
|def f():⏎    return printed
annotations|def f(a: int) -> str: pass
|x: int
syntax errors|x = = 1
|if x:⏎pass
`;

const rows = (table) =>
  table
    .trim()
    .split('\n')
    .map((line) => /^(.*?)(?<!\\)\|(.*)$/.exec(line).slice(1))
    .map(([name, source]) => [name, source.replaceAll('\\|', '|').replaceAll('⏎', '\n')]);

/** [what, source] of both tables. */
export const nodeRows = () => rows(NODES);

export function ruleRows() {
  let rule = '';
  return rows(RULES).map(([name, source]) => {
    if (name !== '') rule = name;
    return [rule, source];
  });
}
