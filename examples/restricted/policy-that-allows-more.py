# A policy may allow what the base refuses: annotations, or names with an underscore.
from RestrictedPython import RestrictingNodeTransformer, compile_restricted_exec

class More(RestrictingNodeTransformer):
    def visit_AnnAssign(self, node):
        return self.node_contents_visit(node)

    def check_name(self, node, name, allow_magic_methods=False):
        if name != '_private':
            super().check_name(node, name, allow_magic_methods)

source = 'count: int = 3\n_private = 4\n_other = 5'
print(compile_restricted_exec(source, policy=More).errors)
names = {'__builtins__': {'int': int}}
exec(compile_restricted_exec(source.rsplit('\n', 1)[0], policy=More).code, names)
print(names['count'], names['_private'])
#> ('Line 3: "_other" is an invalid variable name because it starts with "_"',)
#> 3 4
