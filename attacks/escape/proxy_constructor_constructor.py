# from: Pyodide: JsProxy.constructor.constructor('return process')()
# after: the Function of JavaScript from any value
# must: contained
values = [None, True, 1, 2**70, 1.5, 'a', b'a', [], (), {}, set(), print, type, object(), lambda: 1, range(1), globals(), __builtins__, Exception('x'), ...]
for v in values:
    for path in (['constructor', 'constructor'], ['__proto__', 'constructor', 'constructor'], ['toString', 'constructor'], ['call'], ['apply'], ['prototype']):
        x = v
        try:
            for name in path:
                x = getattr(x, name)
            print('ESCAPED', x('return process')().env.CANARY_SECRET)
        except AttributeError:
            pass
print('no constructor')
