# from: PEP 578: hooks cannot be removed; gc, frames, closures
# after: the supervisor's hook, to silence it
# must: contained
import gc
import sys


def hook(event, args):
    frame = sys._getframe()
    while frame is not None:
        for name, value in list(frame.f_locals.items()) + list(frame.f_globals.items()):
            if type(value).__name__ in ('Supervisor', 'AuditSink', 'MemorySink', 'JsonLinesSink', 'Guard'):
                print('ESCAPED', name)
        frame = frame.f_back


try:
    sys.addaudithook(hook)
except Exception as e:
    print(type(e).__name__)
for n in ('_audithooks', 'audithooks', '_clear_audit_hooks', '_PySys_ClearAuditHooks', 'removeaudithook', '_hooks'):
    for m in list(sys.modules.values()):
        if hasattr(m, n):
            print('ESCAPED', m.__name__, n)
try:
    open('@CANARY@')
except Exception as e:
    print(type(e).__name__)
for o in gc.get_objects():
    if isinstance(o, list) and hook in o and o is not globals().get('x'):
        try:
            o.clear()
        except Exception:
            pass
sys.addaudithook.__class__
print('done')
