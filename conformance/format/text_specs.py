def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for text in ('', 'abc', 'x\U0001f600'):
    for spec in ('', 's', '6', '<6', '>6', '^7', '*^7', '\U0001f600>6', '.2', '.0', '8.1s', '08', '=8', '+', '#', ',', 'd', '{<5', '0<5', '99999999999999999999'):
        show((text, spec), lambda: format(text, spec))
