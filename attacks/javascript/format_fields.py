# from: JavaScript: names in format fields, templates and percent keys
# after: a property by a field
# must: contained
import string


class C:
    pass


for name in ('__proto__', 'constructor', 'toString', 'length', 'prototype', 'hasOwnProperty', 'then'):
    for use in (
        lambda: ('{0.%s}' % name).format(C()),
        lambda: ('{0[%s]}' % name).format({}),
        lambda: ('{0[%s]}' % name).format([]),
        lambda: ('{%s}' % name).format(),
        lambda: ('{%s}' % name).format_map({}),
        lambda: '%({})s'.format(name) % {},
        lambda: string.Template('${%s}' % name).substitute(),
        lambda: string.Formatter().vformat('{%s}' % name, (), {}),
        lambda: format(1, name),
        lambda: format('a', name),
        lambda: '{0!%s}' % name,
        lambda: eval("f'{%s}'" % name),
        lambda: eval("t'{%s}'" % name),
        lambda: eval("t'{1:%s}'" % name).interpolations[0].constructor,
    ):
        try:
            r = use()
            if '[' in r and 'native' in r:
                print('ESCAPED', r)
        except Exception as e:
            kind = type(e).__name__
print('done')
