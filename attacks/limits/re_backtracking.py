# A regular expression that tries every way to split its subject.
import re

while True:
    re.match(r'(a+)+$', 'a' * 40 + 'b')
