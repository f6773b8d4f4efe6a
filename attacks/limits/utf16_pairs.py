# Steps of two units.
data = '\U0001f600'.encode('utf-16-le') * 500_000
while True:
    data.decode('utf-16-le')
