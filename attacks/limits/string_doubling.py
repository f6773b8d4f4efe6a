# A string doubled for ever.
# Must end by a limit.
s = 'x'
while True:
    s += s
