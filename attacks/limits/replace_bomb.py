# A replacement that multiplies.
# Must end by a limit.
s = 'a' * 10**5
while True:
    s = s.replace('a', 'a' * 1000)
