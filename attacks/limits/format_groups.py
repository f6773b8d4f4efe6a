# A separator behind every third zero.
while True:
    format(1, '010000000,')
