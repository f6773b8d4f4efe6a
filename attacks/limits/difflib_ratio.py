# A comparison that takes the square of its input.
import difflib

a = ''.join(chr(97 + i % 7) for i in range(20_000))
while True:
    difflib.SequenceMatcher(None, a, a[::-1], autojunk=False).ratio()
