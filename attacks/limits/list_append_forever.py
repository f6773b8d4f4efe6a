# A list that grows one by one.
# Must end by a limit.
x = []
while 1:
    x.append(x)
