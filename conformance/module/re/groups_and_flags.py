import re
m = re.match(r'(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?', '2024-05 and more')
print(m, m.groups(), m.groupdict(), m.span('month'), m[0], m.lastgroup, m.end())
print(re.findall(r'(\w)(\d)', 'a1 b2 c'), re.split(r'[,;]\s*', 'a, b;c', maxsplit=1), re.sub(r'(\w+) (\w+)', r'\2 \g<1>', 'hello world'), re.subn('a', lambda m: m[0].upper(), 'banana', count=2))
print(re.fullmatch(r'(?i)straße', 'STRAßE'), re.search(r'^b.c$', 'a\nb\nc', re.M | re.S), re.findall(r'(?<=a)b(?!c)', 'ab abc b'), re.escape('a.b*c'), re.compile(r'''a  # comment
  b''', re.X).pattern)
print([x.span() for x in re.finditer(r'a*', 'baac')], re.match(r'(a+)+$', 'aaaa').group(1), re.sub('', '-', 'ab'), re.findall(r'\bfoo\b', 'foo food foo'), re.match(r'(?>a+)b', 'aab'), re.search(r'a++b', 'aab'))
for pattern in ('(', ')', '[', '*a', 'a{3,2}', '(?P<1>a)', r'\g', '(?P=x)', '(?<=a+)b', 'a**', '(?z)', '[b-a]', '\\'):
    try:
        re.compile(pattern)
        print(pattern, 'compiles')
    except re.error as error:
        print(repr(pattern), error)
