/**
 * Weak references. There are no reference counts: a reference is cleared by a heap walk (`gc.collect()`), which does not
 * follow `target` (see modules/_weakref.ts).
 */
import { newBuiltinType, ObjectType } from './builtin-types.js';
import { PyObject, type PyValue, type Shape } from './object.js';

export const ReferenceType = newBuiltinType('weakref.ReferenceType', ObjectType, {
  layout: 'weakref',
  hasWeakref: false,
});
export const ProxyType = newBuiltinType('weakref.ProxyType', ObjectType, { final: true, layout: 'weakproxy' });
export const CallableProxyType = newBuiltinType('weakref.CallableProxyType', ObjectType, {
  final: true,
  layout: 'weakproxy',
});

/** ref and proxy, told apart by their class. `target` undefined: the object is gone. */
export class PyWeakRef extends PyObject {
  hash: number | bigint | undefined = undefined;
  /** Made as the how many-th of its cell. */
  number = 0;
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    public target: PyObject | undefined,
    public callback: PyValue,
  ) {
    super(shape);
  }
}
