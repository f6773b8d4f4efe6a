print(len(str(10**4299)))
for operation in (lambda: str(10**4300), lambda: int('1' * 4301), lambda: f'{10**5000}'):
    try:
        print(operation())
    except ValueError as error:
        print(error)
print(len(hex(10**5000)))
