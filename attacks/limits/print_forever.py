# Output without end.
# Must end by a limit.
while True:
    print('x' * 1000)
