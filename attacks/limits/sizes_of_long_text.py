import sys

text = 'a' * 20_000_000
while True:
    sys.getsizeof(text)
