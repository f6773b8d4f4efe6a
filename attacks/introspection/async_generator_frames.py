# from: RestrictedPython: INSPECT_ATTRIBUTES has no ag_* (HERITAGE 4)
# after: frames through an async generator
# must: contained
async def a():
    yield frame


g = a()
frame = g.ag_frame
try:
    g.__anext__().send(None)
except StopIteration as e:
    frame = e.value
while frame is not None:
    if frame.f_globals is not globals():
        print('ESCAPED', frame.f_code.co_filename)
    print(frame.f_code.co_name)
    frame = frame.f_back
print(g.ag_await, g.ag_running, g.ag_code.co_name)
