try:
    raise ExceptionGroup('a', [ValueError('x\ny'), TypeError(2)])
except* ValueError as e:
    try: 1/0
    except Exception as z: raise ExceptionGroup('b', [z, *e.exceptions]) from e
