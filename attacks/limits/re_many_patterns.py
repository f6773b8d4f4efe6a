# The cache of compiled patterns must not be a hoard.
import re

kept = []
i = 0
while True:
    kept.append(re.compile(f'(a{i}|b{i})*[c-{chr(100 + i % 1000)}]{{1,{i % 50 + 1}}}'))
    i += 1
