# Each token shows its line, and where it is in it in code points.
import _tokenize
import io

text = '"\U0001f600";' + 'a;' * 20_000
while True:
    list(_tokenize.TokenizerIter(io.StringIO(text).readline, extra_tokens=False))
    try:
        list(_tokenize.TokenizerIter(io.StringIO('(' + 'a ' * 200_000).readline, extra_tokens=False))
    except SyntaxError:
        pass
