import re


def show(f):
    try:
        r = f()
        print((r.span(), r.groups()) if hasattr(r, 'span') else r)
    except Exception as e:
        print(type(e).__name__, e)


P = re.compile(r'(?P<x>a)(b)?')
m = P.match('acb')
print(re.escape('a.b*c\n-é'), re.findall(r'(a)|(b)', 'ab'), re.findall('[^\U0001F600]+', 'a\U0001F600b'), re.search('\U0001F600.', 'x\U0001F600\U0001F601').span())
print(re.findall(r'(?i)straße|ſ|K', 'STRASSE straße STRAßE S s ſ k K \u212a'), re.findall(r'(?i)[à-ý]', 'ÀÉö×'), re.findall('(?ia)k', 'kK\u212a'))
