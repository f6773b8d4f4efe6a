import importlib.util
import sys

sources = {
    'one': 'import two\nx = 1',
    'two': 'import one\nfrom __main__ import show\nshow(lambda: one.x)\nshow(lambda: __import__("one", fromlist=["x"]).x)',
    'box': 'import box.left',
    'box.left': 'import box.right\ny = 1',
    'box.right': 'import box.left\nfrom __main__ import show\nshow(lambda: box.left)\nshow(lambda: box.other)\n'
    'show(lambda: getattr(box, "left", "none"))',
    'bag': 'z = 1',
    'bag.inner': 'import bag\nfrom __main__ import show\nshow(lambda: bag.inner)\nshow(lambda: bag.other)',
}


class Finder:
    def find_spec(self, name, path, target=None):
        if name in sources:
            spec = importlib.util.spec_from_loader(name, self, origin=f'/made/{name}.py', is_package=name in ('box', 'bag'))
            spec.has_location = name in ('two', 'box')
            return spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(sources[module.__name__], module.__dict__)


def show(f):
    try:
        print('found', f())
    except AttributeError as error:
        print(error, error.name, error.obj.__name__)


sys.modules['__main__'].show = show
sys.meta_path.insert(0, Finder())
import one
import box
import bag.inner

show(lambda: one.y)
show(lambda: box.other)
show(lambda: bag.other)
print(bag.__spec__._uninitialized_submodules)

sources['bag.broken'] = '1 / 0'
try:
    import bag.broken
except ZeroDivisionError:
    print(bag.__spec__._uninitialized_submodules)
show(lambda: bag.broken)
bag.__spec__ = None
show(lambda: bag.broken)
