e = ExceptionGroup('a', [ValueError('x\ny'), TypeError(2)])
e.add_note('n\nm')
e.exceptions[0].add_note('inner')
try: 1/0
except Exception as z: e.exceptions[1].__cause__ = z
raise e
