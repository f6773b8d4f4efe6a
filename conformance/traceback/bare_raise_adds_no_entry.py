def f():
    try:
        1/0
    except:
        raise
f()
