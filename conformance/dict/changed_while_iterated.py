d = {1: 1, 2: 2}
try:
    for key in d:
        d[key + 10] = 0
except RuntimeError as error:
    print(error)
d = {1: 1, 2: 2}
try:
    for key in d:
        del d[key]
        d[key + 10] = 0
except RuntimeError as error:
    print(error)
