def show(label, call):
    try:
        print(label, repr(call()))
    except Exception as error:
        print(label, type(error).__name__, error)


for text in ('{', '}', '{0', '{0:', '{0!', '{0!}', '{0!x}', '{0!rr}', '{0[', '{0[]}', '{0.}', '{0[1}', '{0]}', '{}}', '{ }', '{0[1]x}', '{9}', '{-1}', '{b}', '{} {0}', '{0} {}', '{0:{1:{2}}}', '{:}}', '{{}', '{99999999999999999999}', '{{0}}', '{{{0}}}'):
    show(text, lambda: text.format('first', 'second'))
