# try, raise, assert, finally are allowed; except* is not.
from RestrictedPython import compile_restricted_exec, safe_builtins

names = {'__builtins__': safe_builtins, '_getattr_': getattr, '_getitem_': lambda o, i: o[i]}
exec(compile_restricted_exec("""
try:
    raise ValueError('bad')
except (KeyError, ValueError) as e:
    text = e.args[0]
else:
    text = 'none'
finally:
    done = True
try:
    assert not done, 'told so'
except AssertionError as e:
    more = str(e)
""").code, names)
print(names['text'], names['done'], names['more'])
print(compile_restricted_exec('try:\n    pass\nexcept* ValueError:\n    pass').errors)
#> bad True told so
#> ('Line 1: TryStar statements are not allowed.',)
