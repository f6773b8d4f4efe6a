# A subclass of RestrictingNodeTransformer is a policy.
from RestrictedPython import RestrictingNodeTransformer, compile_restricted_exec

class NoLoops(RestrictingNodeTransformer):
    def visit_While(self, node):
        self.not_allowed(node)

    def visit_For(self, node):
        self.error(node, 'use a comprehension')

print(compile_restricted_exec('while True: pass\nfor x in y: pass\nz = [x for x in y]', policy=NoLoops).errors)
#> ('Line 1: While statements are not allowed.', 'Line 2: use a comprehension')
