# from: cells in cells, and many of them
# after: processes and memory of the host
# must: contained
try:
    import rexec
except ImportError:
    print('no rexec under this policy')
else:
    kept = []
    try:
        for i in range(50):
            kept.append(rexec.RExec())
        print('ESCAPED', len(kept))
    except BaseException as e:
        print(type(e).__name__, len(kept) < 10)
    kept = None
    text = 'import rexec\nr = rexec.RExec()\n'
    try:
        for i in range(8):
            text = 'import rexec\nr = rexec.RExec()\nr.r_exec(' + repr(text) + ')\n'
        exec(text)
        print('ran')
    except BaseException as e:
        print(type(e).__name__)
