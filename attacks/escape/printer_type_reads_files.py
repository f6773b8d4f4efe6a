# from: rexec on 2.7 (HERITAGE 1.5, hole 8)
# after: any file, through the type of `copyright`, past open
# must: contained
for name in ('copyright', 'credits', 'license', 'help'):
    try:
        printer = getattr(__import__('builtins'), name)
        made = type(printer)('n', '', ['secret.txt'], ['@FOLDER@'])
        print(repr(made)[:200])
        made()
        print(type(made).__name__)
    except Exception as e:
        print(type(e).__name__)
