# from: RestrictedPython CVE-2023-41039, Jinja CVE-2019-10906
# after: attributes through format_map and string.Formatter
# must: contained
import string


class Spy(dict):
    def __missing__(self, key):
        return string


for text in ('{a.Formatter.__init__.__globals__}', '{a._re.sys.modules[os].environ}', '{a.__loader__}', '{a.__spec__.loader.__class__}', '{a._re.__dict__[sys]}'):
    try:
        shown = text.format_map(Spy())
        if 'CANARY' in shown:
            print('ESCAPED', shown)
        print(shown[:60])
    except Exception as e:
        print(type(e).__name__)
