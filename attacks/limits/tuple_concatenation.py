# Each sum is a new tuple.
t = (0,)
while True:
    t = t + t
