# from: Jinja CVE-2024-56326
# after: str.format that nobody intercepts, kept in a variable
# must: contained
class Box:
    pass


box = Box()
box.f = '{0.f.__self__.__class__.__base__.__subclasses__}{0.__class__.__init__}'.format
made = list(map(box.f, [box]))
print(len(made[0]) > 0)
g = getattr('{0.__class__}', 'for' + 'mat')
print(g(1))
h = str.__dict__['format']
try:
    print(h('{0.__globals__[os].environ[CANARY_SECRET]}', print))
    print('ESCAPED')
except Exception as e:
    print(type(e).__name__)
