# from: identifiers are compared after NFKC (language reference 2.3)
# after: names that begin with an underscore only for the compiler
# must: contained
from RestrictedPython import compile_restricted_exec, safe_builtins
from RestrictedPython.Guards import safer_getattr

for low in ('\uff3f', '\ufe33', '\ufe34', '\ufe4d', '\ufe4e', '\ufe4f', '_\u200d', '\u02cd', '\u203f', '\u2040', '\u2054'):
    for source in (f'x.{low}{low}class{low}{low}', f'{low}x = 1', f'x.{low}_class__', f'def f({low}getattr{low}): pass', f'x.\u1d4d\u1d62_frame', f'x.f{low}globals', f'\u1d49val(1)', f'x.a{low}{low}roles{low}{low}'):
        result = compile_restricted_exec(source)
        if result.code is None:
            print(result.errors)
            continue
        names = {'__builtins__': safe_builtins, '_getattr_': safer_getattr, 'x': 1}
        try:
            exec(result.code, names)
            print(ascii(source), ascii(sorted(n for n in names if n not in ('__builtins__', '_getattr_', 'x'))))
        except Exception as e:
            print(type(e).__name__, ascii(e))
