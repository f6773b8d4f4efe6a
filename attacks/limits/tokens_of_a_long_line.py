# Each token shows its line, and where it is in it in code points.
import _tokenizer

text = '"\U0001f600";' + 'a;' * 20_000
while True:
    _tokenizer.tokens(text, False)
    _tokenizer.tokens('(' + 'a ' * 200_000, False)
