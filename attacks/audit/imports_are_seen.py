# from: a denied import inside except, in a finder, by name
# after: an import that is refused and not recorded
# must: refused
# under: none, pure, rexec, applet
for name in ('subprocess', 'ctypes', 'multiprocessing'):
    try:
        __import__(name)
    except BaseException:
        pass
    try:
        exec('import ' + name)
    except BaseException:
        pass
