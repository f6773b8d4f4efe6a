# Catching all that can be caught, for ever.
# Must end by a limit.
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
    finally:
        pass
