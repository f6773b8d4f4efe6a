def f(): raise ValueError(1)
def g(): raise TypeError(2)
es = []
for x in f, g:
    try: x()
    except Exception as e: es.append(e)
raise ExceptionGroup('many', es)
