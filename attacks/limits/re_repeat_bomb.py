# Repeats of repeats: each level multiplies the work.
import re

while True:
    re.match(r'((((a?){60}){60}){60}){60}$', 'a' * 200 + 'b')
