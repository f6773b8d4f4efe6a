# from: HERITAGE 1.5, hole 9: r_execfile, SyntaxError.text
# after: the first line of a file that is no program
# must: contained
try:
    import rexec

    r = rexec.RExec()
    for path in ('@CANARY@', '/file-link', '/etc/passwd', '/relative-link'):
        try:
            r.r_execfile(path)
        except SyntaxError as e:
            print('text', e.text)
        except BaseException as e:
            print(type(e).__name__)
    r.r_exec("compile('(', '@CANARY@', 'exec')")
except BaseException as e:
    print(type(e).__name__, getattr(e, 'text', None))
