# A function of restricted code is called by its host.
from RestrictedPython import compile_restricted, safe_globals

code = compile_restricted("""
def greet():
    return 'Good morning!'
""", '<inline>', 'exec')
names = {}
exec(code, safe_globals, names)
print(names['greet']())
#> Good morning!
