/**
 * Built-in functions of scripts (Zope's Script (Python)) that Python has not, or has otherwise. They are natives, since all
 * scripts of a machine have the same ones: nothing of them can change.
 */
import { newDict, tuple, typeOf } from '../objects/builtin-types.js';
import { defineModule } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { AttributeErrorType, raise, typeError } from '../objects/exception-types.js';
import { BastionType, PyHostReference } from '../objects/host-reference.js';
import { PyType, type PyValue, PyWideStr, type R } from '../objects/object.js';
import { fromJS, toJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';

/** What a thing of the host's is called is all that a script knows of its class. */
function sameType(a: PyValue, b: PyValue): boolean {
  const cls = typeOf(a);
  if (cls !== typeOf(b)) return false;
  return cls !== BastionType || (a as PyHostReference).label === (b as PyHostReference).label;
}

/** Attributes of the host's things, of the script's own classes and of their instances: the words are RestrictedPython's. */
function writing(vm: VM, ob: PyValue, name: PyValue): void {
  if (typeof name !== 'string' && !(name instanceof PyWideStr)) throw typeError('type(name) must be str');
  const size = typeof name === 'string' ? name.length : name.cps.length;
  vm.charge(size >> 3);
  vm.alloc(size * 4);
  const text = toJS(name);
  if (text.startsWith('_'))
    throw raise(AttributeErrorType, fromJS(`"${text}" is an invalid attribute name because it starts with "_"`));
  const own = typeOf(ob).heap || (ob instanceof PyType && ob.heap);
  if (!own && !(ob instanceof PyHostReference)) throw typeError('attribute-less object (assign or del)');
}

function setAttribute(vm: VM, ob: PyValue, name: PyValue, value: PyValue): R {
  writing(vm, ob, name);
  return vm.lib('script_setattr', [ob, name, value]);
}

function deleteAttribute(vm: VM, ob: PyValue, name: PyValue): R {
  writing(vm, ob, name);
  return vm.lib('script_delattr', [ob, name]);
}

defineModule('_script_builtins', {
  functions: {
    same_type: [
      '($module, arg1, /, *args)',
      'Whether all are of the same class.',
      (vm: VM, first: PyValue, args: PyValue[]) => {
        vm.charge(args.length);
        return args.every((a) => sameType(first, a));
      },
    ],
    test: [
      '($module, /, *args)',
      'test(condition, value, condition, value, ..., otherwise): the value of the first condition that is true.',
      (vm: VM, args: PyValue[]) => vm.lib('script_test', [tuple(args)]),
    ],
    reorder: [
      '($module, /, s, with_=None, without=())',
      '(key, value) pairs of s in the order of with_, less those of without. An item is such a pair, or its own key.',
      (vm: VM, s: PyValue, by: PyValue | undefined, without: PyValue | undefined) =>
        vm.lib('script_reorder', [s, by ?? s, without ?? tuple([])]),
    ],
    apply: [
      '($module, func, args=(), kws={}, /)',
      'Calls func with the arguments and keywords.',
      (vm: VM, fn: PyValue, args?: PyValue, kws?: PyValue) =>
        vm.lib('script_apply', [fn, args ?? tuple([]), kws ?? newDict()]),
    ],
    map: [
      '($module, f, /, *seqs)',
      'The list of what f gives for the items.',
      (vm: VM, f: PyValue, seqs: PyValue[]) => vm.lib('script_map', [f, tuple(seqs)]),
    ],
    zip: [
      '($module, /, *seqs, **kwargs)',
      'The list of tuples of the items.',
      (vm: VM, seqs: PyValue[], kwargs?: PyDict) => vm.lib('script_zip', [tuple(seqs), kwargs ?? newDict()]),
    ],
    filter: [
      '($module, f, seq, /)',
      'The list of the items for which f is true.',
      (vm: VM, f: PyValue, seq: PyValue) => vm.lib('script_filter', [f, seq]),
    ],
    hasattr: [
      '($module, object, name, /)',
      'Whether the attribute is there and to be had.',
      (vm: VM, ob: PyValue, name: PyValue) => vm.lib('script_hasattr', [ob, name]),
    ],
    setattr: ['($module, object, name, value, /)', 'Sets an attribute.', setAttribute],
    delattr: ['($module, object, name, /)', 'Deletes an attribute.', deleteAttribute],
  },
});
