# from: sys.settrace, setprofile, sys.monitoring
# after: code of the program inside the library's code
# must: contained
import sys

seen = []


def tracer(frame, event, arg):
    seen.append(frame.f_code.co_name)
    if '__name__' not in frame.f_globals:
        print('ESCAPED', frame.f_code.co_name)
    return tracer


for name in ('settrace', 'setprofile', '_settraceallthreads', 'call_tracing'):
    try:
        getattr(sys, name)(tracer)
    except Exception as e:
        print(type(e).__name__)
try:
    m = sys.monitoring
    m.use_tool_id(1, 'x')
    m.register_callback(1, m.events.CALL, lambda *a: seen.append('call'))
    m.set_events(1, m.events.CALL)
except Exception as e:
    print(type(e).__name__)
sorted([3, 1], key=lambda x: x)
try:
    open('@CANARY@')
except Exception as e:
    print(type(e).__name__)
sys.settrace(None)
