# from: every list of escapes: cr_frame
# after: frames through a coroutine
# must: contained
async def c():
    pass


k = c()
frame = k.cr_frame
while frame is not None:
    if frame.f_globals is not globals():
        print('ESCAPED', frame.f_code.co_filename)
    frame = frame.f_back
try:
    print(k.cr_await, k.cr_origin, k.cr_code.co_name)
    k.send(None)
except StopIteration:
    print('over', k.cr_frame)
