for args in (('12',), (' -12 ',), ('0x1f', 16), ('1f', 16), ('0b101', 0), ('0o17', 0), ('1_000',), ('z', 36), ('٣',)):
    print(args, int(*args))
for args in (('',), ('1__0',), ('0x',  16), ('9', 8), ('1', 1), ('1', 37), (b'\xff',), ('010', 0), (1, 10), (None,)):
    try:
        print(int(*args))
    except (ValueError, TypeError) as error:
        print(args, type(error).__name__, error)
