# Words without end.
import textwrap

text = 'ab ' * 300_000
while True:
    textwrap.wrap(text, 3)
