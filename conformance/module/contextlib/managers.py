from contextlib import ExitStack, closing, contextmanager, nullcontext, redirect_stdout, suppress
import io
@contextmanager
def tag(name):
    print('<' + name)
    try:
        yield name
    except ValueError as error:
        print('caught', error)
    finally:
        print(name + '>')
with tag('a') as a, suppress(KeyError):
    print(a)
    {}['x']
with tag('b'):
    raise ValueError('inside')
with ExitStack() as stack:
    for name in 'cd':
        stack.enter_context(tag(name))
    stack.callback(print, 'callback')
out = io.StringIO()
with redirect_stdout(out), nullcontext(5) as five:
    print('captured', five)
print(repr(out.getvalue()))
@tag('decorated')
def work(): print('working')
work()
@contextmanager
def broken():
    if False: yield
try:
    with broken(): pass
except RuntimeError as error:
    print(error)
