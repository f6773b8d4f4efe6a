# Keys that are long and differ at their ends alone: an engine's own tables know their length alone.
base = 'a' * 17000
while True:
    d = {}
    for i in range(600):
        d[base + chr(97 + i % 26) + chr(97 + i // 26 % 26) + chr(97 + i // 676)] = i
