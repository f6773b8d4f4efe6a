import types
ns = types.SimpleNamespace(a=1, b='x')
ns.c = [2]
print(ns, ns == types.SimpleNamespace(a=1, b='x', c=[2]), types.MappingProxyType({'k': 1}), type(types.FunctionType).__name__)
C = types.new_class('C', (dict,), {}, lambda body: body.update(x=5))
print(C.__name__, C.x, C(a=1), types.MethodType(lambda self: self, 7)(), types.GenericAlias(list, (int,)))
f = types.FunctionType((lambda: g).__code__, {'g': 'global'}, 'renamed')
print(f(), f.__name__)
m = types.ModuleType('m', 'doc')
m.x = 1
print(m.__name__, m.__doc__, m, sorted(vars(m)))
proxy = types.MappingProxyType({})
try:
    proxy['a'] = 1
except TypeError as error:
    print(error)
