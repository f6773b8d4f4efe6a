e = ValueError('a')
e.__notes__ = [1, 'x', None]
raise e
