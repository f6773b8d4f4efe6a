# With safe_globals there is no __import__: an import fails when it runs.
from RestrictedPython import compile_restricted, safe_globals

code = compile_restricted("""
import os

os.listdir('/')
""", '<inline>', 'exec')
try:
    exec(code, safe_globals, {})
except ImportError as e:
    print('ImportError:', e)
#> ImportError: __import__ not found
