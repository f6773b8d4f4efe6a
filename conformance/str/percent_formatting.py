print('%d %5d|%-5d|%05d %+d %x %X %o %#x %c %c' % (1, 2, 3, 4, 5, 255, 255, 8, 255, 'z', 65))
print('%s %r %a %.2f %8.3f %e %g %%' % ('s', 'r', 'é', 3.14159, 2.5, 12345.678, 1e-10), '%(a)s-%(b)d' % {'a': 1, 'b': 2})
for template, args in (('%d', 'x'), ('%s %s', (1,)), ('%s', (1, 2)), ('%z', 1), ('%(a)s', 3), ('%', 1), ('%c', 'ab')):
    try:
        print(template % args)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
