# Source doubled and compiled.
# Must end by a limit.
s = '1'
while True:
    s = s + '+' + s
    eval(s)
