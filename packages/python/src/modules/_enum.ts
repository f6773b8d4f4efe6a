/** Native halves of the enum module, and what makes its members as good keys as plain objects. */
import { ObjectType } from '../objects/builtin-types.js';
import { defineHalves } from '../objects/code.js';
import { setNameTest } from '../objects/content.js';
import { PyFunction } from '../objects/function.js';
import { hashStr } from '../objects/number/hash.js';
import { PyInstance, type PyType, type PyValue } from '../objects/object.js';

/** `_name_` as an attribute of the instance itself. */
function nameOf(v: PyValue | undefined): string | undefined {
  if (!(v instanceof PyInstance) || v.shape.isDict || v.slots === null) return undefined;
  const i = v.shape.slotOf('_name_');
  const name = i < 0 ? undefined : v.slots[i];
  return typeof name === 'string' ? name : undefined;
}

/** A data descriptor of that name would come before the attribute. */
const hasPlainName = (cls: PyType): boolean => cls.lookup('_name_') === undefined;

defineHalves('enum', {
  'Enum.__hash__': (vm, _fn, args, kw) => {
    const name = kw === null && args.length === 1 ? nameOf(args[0]) : undefined;
    return name !== undefined && hasPlainName((args[0] as PyInstance).shape.cls) ? hashStr(vm, name) : undefined;
  },
});

setNameTest((cls: PyType) => {
  const hash = cls.lookup('__hash__');
  if (!(hash instanceof PyFunction) || hash.code.half === null || hash.code.origin !== 'enum') return false;
  return hasPlainName(cls) && cls.lookup('__eq__') === ObjectType.dict.getStr('__eq__');
});
