# Source doubled and compiled.
# Must end by a limit.
s = 'x = 1\n'
while True:
    s = s + s
    exec(s)
