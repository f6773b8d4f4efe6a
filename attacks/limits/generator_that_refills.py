# An iterator that makes what it iterates over.
l = [0]
for x in l:
    l.append(l[-1] + 1)
