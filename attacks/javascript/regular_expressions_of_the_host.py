# from: JavaScript: RegExp syntax, lastIndex, named groups
# after: a pattern that the host's RegExp takes
# must: contained
import re

for p in (r'(?<name>a)', r'(?<=a+)b', r'\u{1F600}', r'\p{L}', r'[[a]--[b]]', r'(?<__proto__>a)', r'(?P<__proto__>a)', r'(?P<constructor>a)(?P<toString>b)', r'\k<a>', r'[^]', r'[]', r'a{,3}', r'\cA', r'$<', '/', r'(?{1})', r'(?i)a(?-i)', r'(?u-i:a)', '(' * 200, '(?P<a>' * 101 + ')' * 101, r'\1', r'(?(1)a|b)', r'(?(__proto__)a)'):
    try:
        m = re.compile(p).match('ab\U0001F600')
        print(m and m.groupdict(), re.sub(p, r'\g<0>$&$1$`', 'ab')[:20])
    except (re.error, IndexError, RecursionError, OverflowError) as e:
        print(type(e).__name__)
m = re.match(r'(?P<__proto__>a)(?P<length>b)', 'ab')
print(m['__proto__'], m['length'], m.groupdict(), m.expand(r'\g<__proto__>'))
