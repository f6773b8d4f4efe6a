# A run of combining marks is sorted: that must not be quadratic and free.
import unicodedata

text = 'a' + '\u0315\u0300\u05ae\u0327' * 100_000
while True:
    unicodedata.normalize('NFC', text)
