def work():
    try:
        raise ValueError('first')
    finally:
        {}['second']


work()
