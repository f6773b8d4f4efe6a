for text in ('1 + "a"', '"a" + 1', '[] + ()', '{} | 1', '1 @ 2', '-"a"', '~1.5', 'None + 1', '1 < "a"', '[] < 5', '"a" % ()', '(1,) * 1.5', '1 in 5', '5[0]', '5()', '5[0] = 1', 'del 5[0]', 'None.x', '"a".x = 1', '{}[[]]', '[1]["a"]', '(1,)[1.5]', '{1}[0]', 'print[0]', 'int[0]', 'len + 1', 'abs < 1', '1 << 2.0', '5 is not in []', 'divmod(1, "a")', '1 // "a"', '2 ** "a"', '1j // 1', '1j < 2j', 'b"a" + "b"', '"%d" % "x"', 'x = *5', 'f = lambda: 0; f.x'):
    try:
        exec(text)
        print(text, 'works')
    except (TypeError, AttributeError, SyntaxError) as error:
        print(text, '->', type(error).__name__, error)
