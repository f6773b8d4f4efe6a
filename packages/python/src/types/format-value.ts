/** `__format__` of the built-in classes: an empty spec means `str(self)`, also of a subclass with its own `__str__`. */

import { typeOf } from '../objects/builtin-types.js';
import type { MethodRow } from '../objects/define.js';
import type { PyValue, R } from '../objects/object.js';
import type { Str } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { toStr } from '../protocols/special.js';
import { badArgument, strOf } from './coerce.js';

/** `f(vm, self, spec, type name)` formats by a spec that is not empty. `self` arrives as the object. */
export function formatRow(f: (vm: VM, self: any, spec: Str, typeName: string) => PyValue): MethodRow {
  return [
    '($self, format_spec, /)',
    null,
    (vm: VM, self: PyValue, spec: PyValue): R => {
      const s = strOf(spec);
      if (s === undefined) throw badArgument('__format__', null, 'str', spec);
      return s === '' ? toStr(vm, self) : f(vm, self, s, typeOf(self).name);
    },
  ];
}
