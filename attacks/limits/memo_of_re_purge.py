# The cache of patterns, purged and filled.
import re

n = 0
while True:
    n += 1
    re.compile('(a|b)*' + 'c' * (n % 5000))
    re.purge()
