# The hash of a tuple that shares its parts.
# Must end by a limit.
t = ()
for i in range(200):
    t = (t, t)
while True:
    hash(t)
