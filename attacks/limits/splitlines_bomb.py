# Splitting a long string again and again.
# Must end by a limit.
s = 'a\n' * 10**6
x = []
while True:
    x.append(s.splitlines())
