/** `threading.local`: objects that have other attributes in each thread. */
import type { Machine } from '../machine/machine.js';
import { currentThread } from '../machine/threads.js';
import { newDict, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import { PyMethodDescr } from '../objects/function.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import { LocalType, PyLocal, type PyThread } from '../objects/thread.js';
import type { VM } from '../objects/vm.js';
import { attributeError, genericGetAttribute, genericSetAttribute, missingAttribute } from '../protocols/attributes.js';
import { attributeName } from '../types/object.js';

const current = (vm: VM): PyThread => currentThread(vm as Machine);

/** Its attributes are those of the running thread; true: its `__init__` is to run for this one first. */
function attend(vm: VM, o: PyLocal): boolean {
  const me = current(vm);
  if (o.seenBy === me) return false;
  vm.charge(o.dicts.size);
  o.purge();
  let dict = o.dicts.get(me);
  const first = dict === undefined;
  if (dict === undefined) {
    vm.alloc(300);
    dict = newDict();
    o.dicts.set(me, dict);
  }
  o.seenBy = me;
  o.shape = o.shape.cls.dictShape;
  o.slots = [dict];
  if (!first) return false;
  const init = o.shape.cls.lookup('__init__');
  return !(init instanceof PyMethodDescr && init.owner === ObjectType);
}

function checkName(o: PyLocal, v: PyValue): string {
  const name = attributeName(v);
  if (name === '__dict__')
    throw attributeError(o, name, `'${typeOf(o).name}' object attribute '__dict__' is read-only`);
  return name;
}

defineType(LocalType, {
  doc: 'Thread-local data.',
  new: [
    '($type, *args, **kwargs)',
    null,
    (vm: VM, cls: PyType, args: PyValue[], kwargs?: PyDict) => {
      const init = cls.lookup('__init__');
      const plain = init instanceof PyMethodDescr && init.owner === ObjectType;
      if (plain && (args.length > 0 || (kwargs?.size ?? 0) > 0))
        throw typeError('Initialization arguments are not supported');
      vm.alloc(500 + args.length * 8);
      const dict = newDict();
      const o = new PyLocal(cls.root, tuple(args), kwargs ?? newDict(), dict);
      o.seenBy = current(vm);
      o.dicts.set(o.seenBy, dict);
      return o;
    },
  ],
  methods: {
    __getattribute__: [
      '($self, name, /)',
      'Return getattr(self, name).',
      (vm: VM, o: PyLocal, v: PyValue): R => {
        if (attend(vm, o)) return vm.lib('local_first', [o, 0, v, null]);
        const name = attributeName(v);
        const found = genericGetAttribute(vm, o, name);
        if (found === undefined) throw missingAttribute(o, name);
        return found;
      },
    ],
    __setattr__: [
      '($self, name, value, /)',
      'Implement setattr(self, name, value).',
      (vm: VM, o: PyLocal, v: PyValue, value: PyValue): R => {
        const name = checkName(o, v);
        if (attend(vm, o)) return vm.lib('local_first', [o, 1, v, value]);
        return genericSetAttribute(vm, o, name, value);
      },
    ],
    __delattr__: [
      '($self, name, /)',
      'Implement delattr(self, name).',
      (vm: VM, o: PyLocal, v: PyValue): R => {
        const name = checkName(o, v);
        if (attend(vm, o)) return vm.lib('local_first', [o, 2, v, null]);
        return genericSetAttribute(vm, o, name, undefined);
      },
    ],
  },
});

defineIntrinsics({
  local_arguments: ['(o, /)', (_vm: VM, o: PyLocal) => tuple([o.args, o.kwargs])],
  local_forget: [
    '(o, /)',
    (vm: VM, o: PyLocal) => {
      o.dicts.delete(current(vm));
      o.seenBy = null;
    },
  ],
});
