raise SyntaxError('msg', ('file.py', 3, 4, '\tabc def', 3, 7))
