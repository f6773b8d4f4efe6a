# Names without end.
i = 0
while True:
    globals()[f'name_{i}'] = i
    i += 1
