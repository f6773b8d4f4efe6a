# from: RestrictedPython CVE-2026-76825; AccessControl CVE-2021-32807 and 32811
# after: any attribute through string.Formatter
# must: contained
import string

f = string.Formatter()
for path in ('a.__globals__', 'a.__globals__[sys].modules', 'a.__func__.__globals__', 'a.__code__', 'a.__self__', 'a.__closure__'):
    for thing in (f.format, string.capwords, f.get_field, len):
        try:
            value, _ = f.get_field(path, (), {'a': thing})
            if isinstance(value, dict) and 'os' in value:
                print('ESCAPED', value['os'].environ['CANARY_SECRET'])
            print(type(value).__name__)
        except Exception as e:
            print(type(e).__name__)
