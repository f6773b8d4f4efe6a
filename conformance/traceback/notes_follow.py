e = ValueError('a')
e.add_note('line1\nline2')
e.add_note('second')
raise e
