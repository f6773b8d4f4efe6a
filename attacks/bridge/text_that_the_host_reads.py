# from: surrogates, NUL, bidi, escapes in values, names and errors
# after: a host that shows what it gets
# must: contained
for t in ('\ud800', '\udfff\ud800', '\0', '\u202e', '\x1b[2J', '\ufeff', '\U0010ffff', '\u2028', '</script>', "'; DROP TABLE x; --", '${7*7}', '%s%n', '\r\nSet-Cookie: x'):
    assert echo(t) == t, t
    assert echo([t])[0] == t
    assert echo({t: t}) == {t: t}
    try:
        getattr(account, t)
    except AttributeError as e:
        print(len(str(e)))
    try:
        echo(**{t: 1})
    except TypeError:
        pass
    print(len(kinds(t)))


class E(Exception):
    pass


E.__name__ = E.__qualname__ = '\ud800\0\n'
raise E('\udfff', '\0')
