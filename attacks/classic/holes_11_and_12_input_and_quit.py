# from: HERITAGE 1.5, holes 11 and 12
# after: the supervisor's stdin, and its end
# must: contained
try:
    import rexec

    r = rexec.RExec()
    for text in ("print('ESCAPED', input())", "import sys; sys.stdin.close()", "import sys; sys.stdout.close(); sys.stderr.close()", "print('ESCAPED', open(0).read())"):
        for run in (r.r_exec, r.s_exec):
            try:
                run(text)
            except BaseException as e:
                print(type(e).__name__)
    try:
        r.r_exec('quit()')
    except SystemExit:
        print('SystemExit goes to the supervisor, as documented')
except BaseException as e:
    print(type(e).__name__)
print('the supervisor still prints')
