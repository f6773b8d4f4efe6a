# from: JavaScript: text of the program in generated code (law 7)
# after: code run by the JavaScript compiler
# must: contained
def run(source):
    ns = {}
    exec(source, ns)
    f = ns.get('f')
    r = None
    for i in range(1500):
        r = f(i)
    return r


payload = "');globalThis.canarySecret='x';process.exit(3);//"
for source in (
    f'def f(x):\n  return {payload!r}',
    f'def f(x):\n  return {{{payload!r}: x}}',
    'def f(x):\n  return "`${globalThis.canarySecret=1}`"',
    'def f(x):\n  return "\\u2028globalThis.canarySecret=1\\u2029"',
    'def f(x):\n  constructor = __proto__ = await_ = x\n  return constructor',
    'def f(x):\n  arguments = this = new = function = x\n  return arguments + this + new + function',
    'def f(x):\n  var = let = const = undefined = NaN = x\n  return var + let + const + undefined + NaN',
    'def f(x):\n  a\\u0062 = 1' if False else 'def f(x):\n  ªº = x\n  return ªº',
    'class __proto__:\n  constructor = 5\ndef f(x):\n  return __proto__().constructor',
    'def f(x):\n  try:\n    return x // 0\n  except ZeroDivisionError as toString:\n    return str(toString)',
    'def f(x):\n  return (lambda eval, *arguments: eval)(x)',
):
    try:
        print(repr(run(source))[:60])
    except (SyntaxError, NameError) as e:
        print(type(e).__name__)
