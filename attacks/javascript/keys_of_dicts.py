# from: JavaScript: __proto__, length, numbers as text as keys
# after: a dict that confuses its keys with properties
# must: contained
d = {}
for k in ('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', 'size', '0', 0, '-0', -0.0, 'NaN', float('nan'), 'undefined', None, 'null', True, 'true', '1', 1.0, '', ' ', '\0', '\ud800', '\U0001F600', (), ('__proto__',), b'__proto__'):
    assert k not in d or k in (0, 1, True), k
    d[k] = k
print(len(d), list(d)[:5])
for k in list(d):
    d.pop(k, None)
print(len(d))
s = {'__proto__', 'constructor', 0, '0', -0.0, 'valueOf'}
print(len(s), '__proto__' in s, 'toString' in s)
print({}.get('__proto__'), {}.get('constructor'), 'toString' in {}, dict.fromkeys(['__proto__'], 1))
for k in ('__proto__', 'constructor', 'hasOwnProperty', 'toString'):
    try:
        print('ESCAPED', {}[k])
    except KeyError as e:
        print(e)
