try: 1/0
except ZeroDivisionError: raise ValueError('z') from None
