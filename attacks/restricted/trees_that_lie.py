# from: compile_restricted takes trees
# after: a node that says one name to the policy and another to the compiler
# must: contained
import ast
from RestrictedPython import compile_restricted_exec, safe_builtins
from RestrictedPython.Guards import safer_getattr


def lying(base, field, honest, real):
    """A node class of the same name whose field changes after it was looked at."""
    seen = []

    def read(self):
        seen.append(1)
        return honest if len(seen) < 5 else real

    return type(base.__name__, (base,), {field: property(read, lambda self, value: None)})


def attempt(label, change):
    for count in range(1, 8):
        tree = ast.parse('y = x.a\nz = w')
        change(tree, count)
        try:
            result = compile_restricted_exec(tree)
            print(label, result.errors[:1])
            if result.code is not None:
                names = {'__builtins__': safe_builtins, '_getattr_': safer_getattr, 'x': 1, 'w': 2, '__import__': None}
                exec(result.code, names)
                if hasattr(names.get('z'), '__globals__') or 'CANARY' in str(names.get('z')):
                    print('ESCAPED')
        except Exception as e:
            print(label, type(e).__name__, e)


def change_name(tree, count):
    node = lying(ast.Name, 'id', 'w', '__builtins__')()
    node.ctx = ast.Load()
    tree.body[1].value = ast.copy_location(node, tree.body[1].value)


def change_attribute(tree, count):
    tree.body[0].value = ast.copy_location(
        lying(ast.Attribute, 'attr', 'a', '__class__')(value=tree.body[0].value.value, ctx=ast.Load()), tree.body[0].value)


def change_fields(tree, count):
    class Assign(ast.Assign):
        _fields = ()
    tree.body[0] = ast.copy_location(Assign(targets=tree.body[0].targets, value=ast.Attribute(tree.body[0].value.value, '__class__', ast.Load())), tree.body[0])
    ast.fix_missing_locations(tree)


def change_context(tree, count):
    class Load(ast.Load):
        pass
    tree.body[0].value.ctx = Load()


def change_list(tree, count):
    class Body(list):
        def __iter__(self):
            return iter(())
    tree.body = Body(ast.parse('import os').body)


for change in (change_name, change_attribute, change_fields, change_context, change_list):
    attempt(change.__name__, change)
