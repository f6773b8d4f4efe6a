import textwrap
import string
text = 'The quick brown fox, which was well-known, jumped over   the lazy dog. ' * 2
print(textwrap.fill(text, 30, initial_indent='* ', subsequent_indent='  '))
print(textwrap.dedent('''
    a
      b
    c'''), textwrap.shorten(text, 25), textwrap.indent('x\n\ny', '> '))
print(string.Template('$who likes ${what} $$').substitute(who='I', what='it'), string.capwords('hello wORLD'), string.ascii_letters[:5], string.punctuation)
try:
    string.Template('$missing').substitute()
except KeyError as error:
    print(error)
