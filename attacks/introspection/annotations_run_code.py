# from: __annotate__, annotationlib, typing.get_type_hints evaluate text
# after: text evaluated in trusted globals
# must: contained
import typing


def f(x: "__import__('os').environ['CANARY_SECRET']", y: 'open("@CANARY@").read()'):
    pass


class C:
    a: "print('ESCAPED', open('@CANARY@').read())"


for use in (lambda: typing.get_type_hints(f), lambda: typing.get_type_hints(C), lambda: typing.ForwardRef('open("@CANARY@").read()').evaluate(), lambda: __import__('annotationlib').get_annotations(C, eval_str=True), lambda: __import__('inspect').signature(f, eval_str=True), lambda: __import__('dataclasses').make_dataclass('D', [('x', 'int', __import__('dataclasses').field(default=1))]), lambda: __import__('collections').namedtuple('N', "a b); print('ESCAPED'); (")):
    try:
        print(repr(use())[:80])
    except Exception as e:
        print(type(e).__name__)
