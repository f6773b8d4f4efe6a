# A dict and a set that nothing holds before they are whole.
while True:
    len(dict.fromkeys(range(5_000_000)))
    len(set(range(5_000_000)))
