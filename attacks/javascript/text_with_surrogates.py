# from: JavaScript: UTF-16
# after: two halves that become one, a length that is another
# must: contained
h, l = '\ud83d', '\ude00'
s = h + l
print(len(s), s == '\U0001F600', s[0] == h, len('\U0001F600'), s.encode('utf-16', 'surrogatepass') == '\U0001F600'.encode('utf-16', 'surrogatepass'))
d = {s: 1, '\U0001F600': 2}
print(len(d), d[s], d['\U0001F600'])
for use in (lambda: ''.join([h, l]), lambda: h + l, lambda: '%s%s' % (h, l), lambda: f'{h}{l}', lambda: (h + 'x' + l).replace('x', ''), lambda: (h + l).upper(), lambda: h.__add__(l), lambda: (l + h)[::-1], lambda: eval(repr(h) + '+' + repr(l)), lambda: str.translate(h + 'x', {120: l}), lambda: ('x' + l).replace('x', h)):
    r = use()
    print(len(r), r == s, r == '\U0001F600')
print(len(input.__doc__ or '') > 0)
print(ascii(s), hash(s) == hash('\U0001F600'))
try:
    setattr(__builtins__, s, 1)
except UnicodeError as e:
    print(type(e).__name__)
class C: pass
try:
    setattr(C, s, 1)
except UnicodeError as e:
    print(type(e).__name__)
setattr(C, '\U0001F600', 2)
try:
    print(getattr(C, s), getattr(C, '\U0001F600'))
except Exception as e:
    print(type(e).__name__)
