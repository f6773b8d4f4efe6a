# from: JavaScript: names of variables
# after: a variable that is a property of an object of the host's
# must: contained
for name in ('__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'undefined', 'NaN', 'globalThis', 'process', 'require', 'module', 'exports', 'Buffer', 'Function', 'window', 'self', 'document', 'arguments', 'eval1', 'canarySecret', 'console', 'Deno', 'Bun', 'fetch', 'setTimeout', 'then'):
    try:
        print('ESCAPED', name, eval(name))
    except NameError:
        pass
    exec(f'{name} = 5; assert {name} == 5; del {name}')
    exec(f'def f():\n {name} = 6\n return {name}\nassert f() == 6')
    exec(f'def f({name}, **kw): return {name}\nassert f({name}=7) == 7')
    exec(f'class C:\n {name} = 8\nassert C.{name} == 8 and C().{name} == 8')
    try:
        exec(f'def f():\n  return {name}\nf()')
        print('ESCAPED', name)
    except NameError:
        pass
print('done')
