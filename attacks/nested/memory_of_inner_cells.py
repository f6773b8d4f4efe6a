# from: each inner cell takes what the outer may
# after: memory beyond the outer's limit
# must: contained
try:
    import rexec

    kept = []
    for i in range(4):
        try:
            r = rexec.RExec()
            r.r_exec("x = [bytes(1000) for i in range(20_000)]")
            kept.append(r)
        except rexec.CellLimit as e:
            print('limit')
    print(len(kept) < 5)
except ImportError:
    print('no rexec under this policy')
except BaseException as e:
    print(type(e).__name__)
