# from: Jinja CVE-2025-27516
# after: format by a filter of the language
# must: contained
import operator

for reach in (operator.attrgetter('format'), operator.methodcaller('format', print), operator.attrgetter('__class__.__base__.__subclasses__')):
    try:
        r = reach('{0.__self__}')
        print(type(r).__name__)
    except Exception as e:
        print(type(e).__name__)
for path in ('__class__.__init__.__globals__', '__init__.__func__', '__class__.__subclasses__', '__doc__.__class__.__mro__'):
    try:
        print(type(operator.attrgetter(path)(print)).__name__)
    except Exception as e:
        print(type(e).__name__)
try:
    print('ESCAPED', operator.attrgetter('modules')(__import__('sys'))['os'].environ['CANARY_SECRET'])
except Exception as e:
    print(type(e).__name__)
