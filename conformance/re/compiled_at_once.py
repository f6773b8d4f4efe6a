# A pattern that is compiled at once is the pattern that the parts of re make.
import _sre
import random
import re
import warnings
from re import _compiler, _parser

warnings.simplefilter('error')


def in_parts(pattern, flags):
    tree = _parser.parse(pattern, flags)
    groups = tree.state.groupdict
    names = [None] * tree.state.groups
    for name, group in groups.items():
        names[group] = name
    words = _compiler._code(tree, flags)
    return _sre.compile(pattern, flags | tree.state.flags, words, tree.state.groups - 1, groups, tuple(names))


def outcome(make, pattern, flags):
    try:
        made = make(pattern, flags)
    except (re.error, ValueError, OverflowError, RecursionError, Warning) as e:
        return type(e).__name__, str(e)
    return made, made.flags, made.groups, list(made.groupindex.items())


PIECES = (
    r'a b ab é ß ſ İ ı μ µ σς ﬅ Ⅷ 😀 𐐀 - = ] } { {2} {2,} {,3} {2,3} {3,2} {x} * + ? *? +? ?? *+ ++ ?+ . ^ $ | | | ( ( (?: ( ) ) ) ) '
    r'(?= (?! (?<= (?<! (?> (?P<n> (?P<m> (?P=n) (?P=m) (?(1) (?(n) (?i: (?s-i: (?-x: (?x: (?a: (?u: (?i) (?x) (?m) (?# (?P '
    r'\d \D \s \S \w \W \A \b \B \Z \z \1 \2 \12 \0 \07 \101 \377 \400 \x41 \x4 \u0130 \u03b1 \U0001F600 \n \t \\ \. \é \q \8 '
    r'[abc] [^abc] [a-z] [^a-z] [A-Za-z0-9_] [\d] [^\s] [\w.-] [\s\S] [^\s\S] [\d\D] [a] [^a] [é] [α-ω] [À-ÿ] [\x00-\uffff] [^😀] '
    r'[😀-😂] [a-😀] []] [^]] [-a] [a-] [\b] [\]] [\x41-\x5a] [aéα😀] [İıſK] [ß-ﬆ] [b-a] [\d-a] [a&&b] [[a] [abcdefgh] [acegikmoqsuwy] '
    r'(ab|ac|ad) (a|b|[c-e]|\d) (|a) (a|) (ab|abc|abd)+ (?:a)* (?:a|b)* (?:ab){2,5} (?:) (?:)* ((a)|(b)) x{0} (?:(?:(?:a))) # , : <'
).split() + [' ', '\n', '\t']


def texts(seed, n):
    roll = random.Random(seed)
    for _ in range(n):
        yield ''.join(roll.choice(PIECES) for _ in range(roll.randint(1, 7))), roll.choice((0, 0, 0, *range(0, 128, 2), 256, 258, 264))


different = []
good = 0
for pattern, flags in texts(1, 300):
    pairs = [(pattern, flags)]
    if pattern.isascii():
        pairs.append((pattern.encode(), flags & ~32))
    for pair in pairs:
        at_once, parts = outcome(_compiler.compile, *pair), outcome(in_parts, *pair)
        good += isinstance(at_once[0], re.Pattern)
        if at_once != parts:
            different.append(pair)
print(good, different[:20])
print(_compiler.compile(r'(?P<a>x)(?P<b>y)(z)').groupindex, _compiler.compile(b'(?P<a>x)').groupindex)
