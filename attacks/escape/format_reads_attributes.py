# from: RestrictedPython 4.0a, CVE-2016-10745 (Jinja), str.format
# after: globals through a format field
# must: contained
def f():
    pass


class C:
    def __init__(self):
        pass


for field in ('{0.__init__.__globals__}', '{0.__class__.__init__.__globals__[sys]}', '{0.__class__.__mro__[1].__subclasses__}', '{0.__init__.__globals__[os].environ[CANARY_SECRET]}', '{0.__init__.__builtins__}'):
    for form in (str.format, lambda s, o: s.format_map({'0': o}), lambda s, o: format(o, s)):
        try:
            print(len(form(field, C())))
        except Exception as e:
            print(type(e).__name__)
