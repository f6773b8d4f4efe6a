# from: RestrictedPython CVE-2025-22153
# after: the interpreter's memory, by an except* whose group is not what it says
# must: contained
from RestrictedPython import RestrictingNodeTransformer, compile_restricted_exec, safe_builtins


class Lax(RestrictingNodeTransformer):
    def visit_TryStar(self, node):
        return self.node_contents_visit(node)

    def check_name(self, node, name, allow_magic_methods=False):
        pass


SOURCE = """
class Group(ExceptionGroup):
    def __new__(cls, *args):
        return make(cls, *args)
    def split(self, kind):
        return ('a', 1, 2)
    def derive(self, errors):
        return 5
    def __getattribute__(self, name):
        return None
out = []
for error in (Group('a', [ValueError(1), TypeError(2)]), Group('b', [Group('c', [KeyError(1)])]), ValueError(3)):
    try:
        try:
            raise error
        except* ValueError as e:
            out.append(str(type(e)))
            raise
        except* (TypeError, KeyError) as e:
            out.append(str(type(e)))
    except BaseException as e:
        out.append(str(type(e)))
for kind in (1, ExceptionGroup, (ValueError, 1), object, None):
    try:
        try:
            raise ValueError(1)
        except* kind:
            pass
    except BaseException as e:
        out.append(str(type(e)))
"""
print(compile_restricted_exec(SOURCE).errors)
result = compile_restricted_exec(SOURCE, policy=Lax)
names = {
    '__builtins__': dict(safe_builtins, ExceptionGroup=ExceptionGroup, type=type, object=object),
    '__metaclass__': type, '__name__': 'case', '_getiter_': iter, '_getattr_': getattr, '_apply_': lambda f, *a, **k: f(*a, **k),
    'make': lambda cls, *args: ExceptionGroup.__new__(cls, *args),
}
try:
    exec(result.code, names)
    print(names['out'])
except Exception as e:
    print(type(e).__name__, e)
