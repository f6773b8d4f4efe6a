# from: JavaScript: engine limits on names, properties and stacks
# after: a JavaScript error by size
# must: contained
import types

for n in (10**3, 10**5):
    name = 'a' * n
    t = type(name, (), {name: 1})
    print(getattr(t, name), len(t.__name__))
    exec(f'{name} = 1; assert {name} == 1')
    m = types.ModuleType(name)
    setattr(m, name, 1)
    try:
        getattr(m, name + 'b')
    except AttributeError as e:
        print(len(str(e)) > n)
f = eval('lambda ' + ','.join(f'a{i}' for i in range(3000)) + ': a0')
print(f(*range(3000)))
print((lambda *a: len(a))(*range(200000)))
print(max(*range(150000)), len([*range(150000)]), len(dict(**{f'k{i}': i for i in range(3000)})))
print(len(''.join(['a'] * 200000)), len('{}'.format('a' * 100000)), len('%s' % ('a' * 100000)))
print(type('T', (), {f'm{i}': i for i in range(3000)}).m2999)
