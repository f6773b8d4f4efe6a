# Generic aliases in generic aliases.
t = list
while True:
    t = dict[t, t] | None
    for _ in range(20):
        t = tuple[t, t]
    hash(t)
