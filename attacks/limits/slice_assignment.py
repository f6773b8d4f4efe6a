# A list that is put into itself.
x = [0]
while True:
    x[1:1] = x
