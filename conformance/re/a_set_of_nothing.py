import re

print(re.findall(r'[^\D\d]+', 'ab1', re.I))
print(re.findall(r'x*[^\D\d]|b[\D\d]+?1', 'ab1'), re.search(r'[^\D\d]*', 'abc'))
