raise SyntaxError('msg', ('file.py', 3, 500, '  abc def\n', 3, 800))
