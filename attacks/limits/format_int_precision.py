# A great int as a float, a percentage, with separators: text grows with the precision.
while True:
    for spec in ('.60000000f', '.60000000%', '060000000,d'):
        try:
            format(10**300, spec)
        except ValueError:
            pass
