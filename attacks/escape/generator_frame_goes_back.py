# from: rexec on 2.7 (HERITAGE 1.5, hole 2)
# after: frames of the one who runs the program, through gi_frame.f_back
# must: contained
def g():
    frame = gen.gi_frame
    while frame is not None:
        yield frame
        frame = frame.f_back


gen = g()
for frame in gen:
    names = frame.f_globals
    print(frame.f_code.co_name)
    if names is not globals():
        print('ESCAPED', frame.f_code.co_filename, sorted(names)[:5])
    for name in ('os', 'sys', 'process', 'require'):
        if name in names and name not in globals():
            print('ESCAPED', name)
