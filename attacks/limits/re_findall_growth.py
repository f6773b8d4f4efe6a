# Every position of a long text is a match of its own.
import re

found = []
while True:
    found.append(re.findall('', 'x' * 1_000_000))
