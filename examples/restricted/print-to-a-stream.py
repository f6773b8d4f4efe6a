# A stream must let its write be read by _getattr_.
from RestrictedPython import PrintCollector, compile_restricted_exec
from RestrictedPython.Guards import safer_getattr

class Stream:
    def write(self, text):
        sent.append(text)

def guarded(ob, name):
    asked.append(name)
    return safer_getattr(ob, name)

sent, asked = [], []
exec(compile_restricted_exec("print('a', file=stream)").code, {'_print_': PrintCollector, '_getattr_': guarded, 'stream': Stream()})
print(sent, asked)
#> ['a', '\n'] ['write']
