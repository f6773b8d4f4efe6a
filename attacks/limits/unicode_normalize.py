# One code point becomes eighteen.
import unicodedata

text = '\ufdfa' * 1000
while True:
    text += unicodedata.normalize('NFKD', text)
