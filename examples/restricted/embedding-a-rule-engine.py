# A host with all the guards, and rules as text.
from RestrictedPython import compile_restricted_exec, safe_builtins
from RestrictedPython.Eval import default_guarded_getitem, default_guarded_getiter
from RestrictedPython.Guards import full_write_guard, guarded_iter_unpack_sequence, guarded_unpack_sequence, safer_getattr
from RestrictedPython.PrintCollector import PrintCollector
import operator

OPERATORS = {'+=': operator.iadd, '-=': operator.isub, '*=': operator.imul}

GUARDS = {
    '__builtins__': dict(safe_builtins, sum=sum, min=min, max=max, sorted=sorted, list=list, dict=dict),
    '__metaclass__': type,
    '__name__': 'rules',
    '_getattr_': safer_getattr,
    '_getitem_': default_guarded_getitem,
    '_getiter_': default_guarded_getiter,
    '_iter_unpack_sequence_': guarded_iter_unpack_sequence,
    '_unpack_sequence_': guarded_unpack_sequence,
    '_write_': full_write_guard,
    '_inplacevar_': lambda op, x, y: OPERATORS[op](x, y),
    '_apply_': lambda f, *args, **kw: f(*args, **kw),
    '_print_': PrintCollector,
}

RULE = """
total = 0
lines = []
for name, (price, count) in sorted(order.items()):
    cost = price * count
    if count >= 10:
        cost *= 0.9
        print(name, 'has a discount')
    total += cost
    lines.append((name, cost))
best, worst = max(lines)[0], min(lines)[0]
log = printed
"""

result = compile_restricted_exec(RULE, '<rule>')
names = dict(GUARDS, order={'apple': (2, 10), 'pear': (3, 1)})
exec(result.code, names)
print(names['total'], names['lines'], names['best'], names['worst'], repr(names['log']))
#> 21.0 [('apple', 18.0), ('pear', 3)] pear apple 'apple has a discount\n'
