import re, sys
seed = 20241008
def rnd(n):
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    return (seed >> 33) % n
ngroups = 0
def atom(d):
    global ngroups
    k = rnd(22)
    if k < 7: return 'abAB'[rnd(4)]
    if k == 7: return '.'
    if k == 8: return ['[ab]', '[^a]', '[a-c]', r'\w', r'\d', r'\W', '[^ab]', r'[\wé]', r'[\s1]'][rnd(9)]
    if k == 9: return [r'\b', '^', '$', r'\B', r'\Z', r'\A'][rnd(6)]
    if d <= 0: return 'abc1'[rnd(4)]
    if k < 13:
        ngroups += 1
        return '(' + alt(d - 1) + ')'
    if k < 15: return '(?:' + alt(d - 1) + ')'
    if k == 15: return ['(?=', '(?!'][rnd(2)] + alt(d - 1) + ')'
    if k == 16: return ['(?<=', '(?<!'][rnd(2)] + ['a', 'ab', '(?:a|b)', r'\w', '^', r'(a)'][rnd(5)] + ')'
    if k == 17: return '(?>' + alt(d - 1) + ')'
    if k == 18 and ngroups: return '\\' + str(1 + rnd(ngroups))
    if k == 19 and ngroups: return '(?(%d)%s|%s)' % (1 + rnd(ngroups), seq(d - 1), seq(d - 1))
    if k == 20: return '(?i:' + alt(d - 1) + ')'
    return 'b'
def quant(d):
    a = atom(d)
    k = rnd(12)
    if k < 6: return a
    q = ['*', '+', '?', '{1,2}', '{2}', '{0,1}', '{,3}', '{2,}'][rnd(8)]
    return a + q + ['', '', '', '?', '?', '+'][rnd(6)]
def seq(d):
    return ''.join(quant(d) for i in range(rnd(4)))
def alt(d):
    return '|'.join(seq(d) for i in range(1 + (rnd(3) == 0) + (rnd(6) == 0)))
chars = 'aaabbbcABd1 é\n\U0001F600'
def show(m): return m and (m.span(), m.groups(), m.lastindex, [m.span(i) for i in range(m.re.groups + 1)])
for n in range(250):
    ngroups = 0
    p = alt(3)
    flags = [0, 0, re.I, re.M, re.S, re.A, re.I | re.A][rnd(7)]
    try: r = re.compile(p, flags)
    except re.error as e:
        print(n, repr(p), 'error', e); continue
    except RecursionError: continue
    for i in range(3):
        wide = rnd(4) == 0
        s = ''.join(chars[rnd(len(chars) - (not wide))] for j in range(rnd(9)))
        pos = rnd(3) if rnd(5) == 0 else 0
        out = [show(r.match(s, pos)), show(r.search(s, pos)), show(r.fullmatch(s)), r.findall(s), [m.span() for m in r.finditer(s)], r.split(s), r.subn('<>', s), r.sub(r'[\g<0>]', s)]
        print(n, repr(p), int(flags), repr(s), pos, out)
