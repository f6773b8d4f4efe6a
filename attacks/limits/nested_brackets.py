# A million brackets.
# Must end by a limit.
while True:
    try:
        eval('(' * 10**6)
    except (SyntaxError, MemoryError, RecursionError):
        pass
