/** `_weakref`: what weakref.py takes from the language itself. */
import { ListType } from '../objects/builtin-types.js';
import { defineModule } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import type { PyValue } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { CallableProxyType, ProxyType, PyWeakRef, ReferenceType } from '../objects/weakref.js';
import { findKey } from '../protocols/mapping.js';
import { makeProxy, weakReferences } from '../types/weakref.js';

defineModule('_weakref', {
  doc: 'Primitives of the weakref module.',
  functions: {
    getweakrefcount: [
      '($module, object, /)',
      'How many weak references there are to the object.',
      (vm: VM, o: PyValue) => weakReferences(vm, o).length,
    ],
    getweakrefs: [
      '($module, object, /)',
      'The weak references to the object.',
      (vm: VM, o: PyValue) => {
        const refs = weakReferences(vm, o);
        vm.alloc(64 + refs.length * 8);
        return new PyList(ListType.root, refs);
      },
    ],
    proxy: ['($module, object, callback=None, /)', 'A stand-in that does not keep the object alive.', makeProxy],
    _remove_dead_weakref: [
      '($module, dct, key, /)',
      'Remove the item if it is a dead reference.',
      (vm: VM, d: PyValue, key: PyValue) => {
        if (!(d instanceof PyDict)) return null;
        const i = findKey(vm, d, key);
        if (i < 0) return null;
        const r = d.vals[i];
        if (r instanceof PyWeakRef && r.target === undefined) d.removeAt(vm, i);
        return null;
      },
    ],
  },
  values: () => [
    ['ref', ReferenceType],
    ['ReferenceType', ReferenceType],
    ['ProxyType', ProxyType],
    ['CallableProxyType', CallableProxyType],
  ],
});
