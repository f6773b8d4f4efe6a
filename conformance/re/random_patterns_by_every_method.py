# Random patterns with groups, look-around, ignored case and bytes; every method on short random texts.
import re, random, warnings
warnings.simplefilter('ignore')
r = random.Random(99)
LIT = list('abcABC012 _-\n.,;é—ЖſKİß') 
def cls():
    parts = ''.join(r.choice(['a', 'b-d', 'A-C', '0-9', r'\d', r'\w', r'\s', '_', 'é', 'Ж', r'\W', r'\D', '.', ',', 'ſ', 'а-я']) for _ in range(r.randint(1, 3)))
    return '[' + r.choice(['', '', '^']) + parts + ']'
def atom(d):
    k = r.random()
    if k < .35: return re.escape(r.choice(LIT))
    if k < .45: return re.escape(''.join(r.choice('abcABC') for _ in range(r.randint(2, 4))))
    if k < .55: return cls()
    if k < .65: return r.choice([r'\d', r'\w', r'\s', '.', r'\S', r'\D', r'\W'])
    if k < .70: return r.choice(['^', '$', r'\b', r'\B', r'\A', r'\Z'])
    if d > 3: return 'a'
    if k < .80: return '(' + pat(d + 1) + ')'
    if k < .86: return '(?:' + pat(d + 1) + ')'
    if k < .89: return r.choice(['(?=', '(?!', '(?>']) + pat(d + 1) + ')'
    if k < .91: return r.choice(['(?<=', '(?<!']) + r.choice(['a', 'ab', '[ab]', r'\w', 'b|c']) + ')'
    if k < .94: return r'\1'
    if k < .96: return '(?i:' + pat(d + 1) + ')'
    return '(?P<n%d>%s)' % (r.randint(0, 99), pat(d + 1))
def item(d):
    a = atom(d)
    if r.random() < .35: a += r.choice(['*', '+', '?', '{1,3}', '{2}', '{0,2}', '*?', '+?', '??', '{1,2}?', '*+', '++', '?+'])
    return a
def pat(d=0):
    n = r.choice([1, 1, 1, 2, 3] if r.random() < .8 else [4, 6])
    return '|'.join(''.join(item(d) for _ in range(r.randint(0 if n > 1 and r.random() < .1 else 1, 4))) for _ in range(n))
def text():
    n = r.choice([0, 1, 4, 9, 16])
    return ''.join(r.choice(r.choice(['abcABC', 'ab', 'abcABC012 _-\n.,;', ''.join(LIT) + '😀'])) for _ in range(n))
def show(m): return None if m is None else (m.span(), m.groups(), m.lastindex, m.lastgroup, m.regs)
count = 0
while count < 60:
    p = pat(); flags = r.choice([0, 0, 0, re.I, re.M, re.S, re.I | re.M, re.A, re.I | re.A])
    by = r.random() < .2
    try:
        if by: p = p.encode('latin1'); flags &= ~re.A
        c = re.compile(p, flags)
    except Exception as e:
        continue
    count += 1
    for _ in range(4):
        t = text()
        if by: t = t.encode('utf8')
        pos, end = r.randint(0, 5), r.randint(0, 60)
        out = [show(c.match(t)), show(c.search(t)), show(c.fullmatch(t)), c.findall(t), show(c.search(t, pos, end)), show(c.match(t, pos)), [show(m) for m in c.finditer(t, pos, end)],
               c.split(t, 2), c.sub(b'<>' if by else '<>', t), c.subn(lambda m: m[0] * 2, t, 3)]
        print(count, ascii(p), flags, ascii(t), ascii(out))
