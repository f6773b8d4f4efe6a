# from: code that runs code: pdb, bdb, timeit, cProfile, doctest, runpy, code
# after: a runner that runs it without restrictions
# must: contained
text = "print('ESCAPED', open('@CANARY@').read())"
for use in (
    lambda: __import__('timeit').timeit(text, number=1),
    lambda: __import__('code').InteractiveInterpreter().runsource(text),
    lambda: __import__('bdb').Bdb().run(text),
    lambda: __import__('cProfile').run(text),
    lambda: __import__('trace').Trace().run(text),
    lambda: __import__('runpy').run_path('@FOLDER@/evilmod.py'),
    lambda: __import__('runpy').run_module('evilmod'),
    lambda: __import__('doctest').run_docstring_examples('>>> ' + text, globals()),
    lambda: __import__('pdb').run(text),
    lambda: __import__('builtins').breakpoint(),
    lambda: __import__('builtins').help('modules'),
    lambda: exec(text),
    lambda: eval(text),
    lambda: __import__('codeop').compile_command(text),
):
    try:
        use()
    except BaseException as e:
        print(type(e).__name__)
