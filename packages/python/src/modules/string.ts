/** `_string`: what `string.Formatter` is made of. */
import { newBuiltinType, ObjectType, tuple } from '../objects/builtin-types.js';
import { defineModule, defineType } from '../objects/define.js';
import { typeError } from '../objects/exception-types.js';
import { PyObject, type PyValue, type R, type Shape } from '../objects/object.js';
import { parseFormat, splitFieldName } from '../objects/text/format-fields.js';
import type { VM } from '../objects/vm.js';
import { registerIterator } from '../protocols/iterate.js';
import { shownType, strOf } from '../types/coerce.js';
import { ITER_SELF, nextRow } from '../types/support.js';

const FormatterIterType = newBuiltinType('formatteriterator', ObjectType, { final: true });

/** Iterator over prepared values. A TextError among them is raised when its turn comes. */
export class PyPartsIter extends PyObject {
  index = 0;
  constructor(
    shape: Shape,
    readonly parts: unknown[],
  ) {
    super(shape);
  }
}

function next(_vm: VM, it: PyPartsIter): PyValue | undefined {
  const v = it.parts[it.index];
  if (v === undefined) return undefined;
  it.index++;
  if (v instanceof PyObject) return v;
  throw v;
}

registerIterator(FormatterIterType, next);
defineType(FormatterIterType, { methods: { __iter__: ITER_SELF, __next__: nextRow(next) } });

function formatterParser(vm: VM, v: PyValue): R {
  const s = strOf(v);
  if (s === undefined) throw typeError(`expected str, got ${shownType(v)}`);
  const parts: unknown[] = [];
  for (const p of parseFormat(vm, s)) {
    if (p.error !== null) {
      parts.push(p.error);
      break;
    }
    const f = p.field;
    parts.push(
      tuple(
        f === null
          ? [p.literal, null, null, null]
          : [p.literal, f.name, f.spec, f.conversion === '' ? null : f.conversion],
      ),
    );
  }
  return new PyPartsIter(FormatterIterType.root, parts);
}

function formatterFieldNameSplit(vm: VM, v: PyValue): R {
  const s = strOf(v);
  if (s === undefined) throw typeError(`expected str, got ${shownType(v)}`);
  const name = splitFieldName(vm, s);
  const rest: unknown[] = name.accessors.map((a) => tuple([a.attribute, a.name]));
  if (name.error !== null) rest.push(name.error);
  return tuple([name.first, new PyPartsIter(FormatterIterType.root, rest)]);
}

defineModule('_string', {
  doc: null,
  functions: {
    formatter_parser: ['($module, object, /)', null, formatterParser],
    formatter_field_name_split: ['($module, object, /)', null, formatterFieldNameSplit],
  },
});
