# from: RestrictedPython CVE-2023-37271
# after: frames through a generator expression that holds itself
# must: contained
g = None
found = []
g = (g.gi_frame.f_back.f_back for _ in (1,))
try:
    for frame in g:
        found.append(frame)
except AttributeError as e:
    print(e)
for frame in found:
    while frame is not None:
        if frame.f_globals is not globals():
            print('ESCAPED', frame.f_code.co_name)
        print(sorted(frame.f_builtins)[:1])
        frame = frame.f_back
print('frames', len(found))
