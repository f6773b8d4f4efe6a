# from: this project
# after: the stack and the memory of the compiler
# must: contained
from RestrictedPython import compile_restricted_eval, compile_restricted_exec, compile_restricted_function

SOURCES = (
    '(' * 1000,
    '[' * 90 + ']' * 90,
    'x' + '.a' * 1500,
    'x' + '[0]' * 1500,
    '-' * 2000 + '1',
    'x = ' * 400 + '1',
    'a, ' * 300 + '= x',
    ('(' * 80 + 'a,' + '),' * 79 + ') = x'),
    'lambda: ' * 1500 + '1',
    'not ' * 1500 + 'x',
    'x if y else ' * 1500 + 'z',
    '\n'.join(' ' * i + 'if x:' for i in range(90)),
    'f"' + '{x}' * 300 + '"',
    '1' * 5000,
    'x = "' + 'a' * 20000 + '"',
    'def f(' + ', '.join(f'a{i}' for i in range(300)) + '): pass',
)
for source in SOURCES:
    for compiled in (compile_restricted_exec, compile_restricted_eval):
        try:
            result = compiled(source)
            print(result.code is not None, [e[:60] for e in result.errors][:2])
        except (RecursionError, MemoryError, SyntaxError, ValueError, OverflowError) as e:
            print(type(e).__name__)
try:
    print(compile_restricted_function('a): pass\nimport os\ndef f(b', 'pass', 'f').errors)
except Exception as e:
    print(type(e).__name__)
