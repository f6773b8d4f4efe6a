# Nothing but a loop.
# Must end by a limit.
while True:
    pass
