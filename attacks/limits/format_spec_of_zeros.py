# A long specification that is wrong only at its end is read each time.
spec = '0' * 1_000_000
while True:
    try:
        format(1, spec)
    except ValueError:
        pass
