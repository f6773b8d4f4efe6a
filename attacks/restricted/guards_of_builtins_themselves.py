# from: hosts that give getattr, setattr and __import__ as they are
# after: the modules below the tables of built-in names, and the guards' own insides
# must: contained
from RestrictedPython import PrintCollector, compile_restricted_exec, safe_builtins, utility_builtins
from RestrictedPython import Eval, Guards, RestrictingNodeTransformer, Utilities, compile, transformer


class Lax(RestrictingNodeTransformer):
    def visit_Attribute(self, node):
        return self.node_contents_visit(node)

    def check_name(self, node, name, allow_magic_methods=False):
        pass


SOURCE = """
def look(ob, depth):
    if depth == 0:
        return
    for name in dir(ob):
        try:
            value = getattr(ob, name)
        except Exception:
            continue
        if name in ('os', '_os', 'sys', '_sys', 'posix', 'subprocess'):
            found.append(name)
            try:
                found.append(value.environ['CANARY_SECRET'])
            except Exception:
                pass
            try:
                found.append(value.modules['os'].environ['CANARY_SECRET'])
            except Exception:
                pass
        if name in ('__globals__', '__dict__', '__builtins__', '__self__', '__func__', '_module', 'thing'):
            look(value, depth - 1)
for root in roots:
    look(root, 3)
"""
roots = [*utility_builtins.values(), *safe_builtins.values(), PrintCollector(), Guards, Eval, Utilities, compile, transformer, Guards.full_write_guard(5)]
names = {'__builtins__': __builtins__, '_getiter_': iter, '_getattr_': getattr, '_getitem_': lambda o, i: o[i], 'roots': roots, 'found': []}
result = compile_restricted_exec(SOURCE, policy=Lax)
print(result.errors)
exec(result.code, names)
print(sorted(set(map(str, names['found']))))
