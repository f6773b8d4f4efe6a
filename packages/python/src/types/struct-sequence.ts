/** Struct sequences: tuples whose items have names (`sys.version_info`, `time.struct_time`, ...). */
import { newBuiltinType, newDict, TupleType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineType, type TypeSpec } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { collectFast } from '../protocols/iterate.js';
import { enterNative, leaveNative } from '../protocols/nesting.js';
import { toRepr } from '../protocols/special.js';
import { newList } from './support.js';

/**
 * A class of struct sequences. `fields` are the visible ones, in order; `hidden` can be read by name alone (their
 * values follow the visible ones). A visible field without a name of its own is one that a hidden field has the name of. A
 * program cannot make instances unless `open`.
 */
export function structSequence(
  name: string,
  fields: readonly string[],
  hidden: readonly string[] = [],
  open = false,
): PyType {
  const cls = newBuiltinType(name, TupleType, { final: true });
  const getset: NonNullable<TypeSpec['getset']> = {};
  fields.forEach((field, i) => {
    getset[field] = { get: (_vm, self: PyTuple) => self.items[i]! };
  });
  hidden.forEach((field, i) => {
    getset[field] = { get: (_vm, self: PyStructTuple) => self.hidden[i] ?? null };
  });
  const named = fields.filter((field) => !hidden.includes(field));
  defineType(cls, {
    new: [
      '($type, *args, **kwargs)',
      null,
      (vm: VM, made: PyType, args: PyValue[], kw?: PyDict) => {
        if (!open) throw typeError(`cannot create '${name}' instances`);
        const [source, more] = makerArguments(name, args, kw);
        return fromIterable(vm, made, source, more, fields, hidden);
      },
    ],
    methods: {
      __repr__: ['($self, /)', null, (vm: VM, self: PyTuple) => repr(vm, name, fields, self)],
      __reduce__: [
        '($self, /)',
        null,
        (_vm: VM, self: PyStructTuple) => {
          const more = newDict();
          hidden.forEach((field, i) => {
            more.setStr(field, self.hidden[i] ?? null);
          });
          return tuple([typeOf(self), tuple([tuple(self.items.slice()), more])]);
        },
      ],
      __replace__: [
        '($self, /, **changes)',
        null,
        (vm: VM, self: PyStructTuple, changes: PyDict | undefined) => {
          if (named.length < fields.length)
            throw typeError(`__replace__() is not supported for ${name} because it has unnamed field(s)`);
          return replace(vm, self, fields, hidden, changes);
        },
      ],
    },
    getset,
    members: true,
    attrs: {
      n_sequence_fields: fields.length,
      n_fields: fields.length + hidden.length,
      n_unnamed_fields: fields.length - named.length,
      __match_args__: tuple(named),
    },
  });
  return cls;
}

/** An instance: the items of a tuple, and the values of the hidden names. */
export class PyStructTuple extends PyTuple {
  hidden: PyValue[] = [];
}

export function structOf(cls: PyType, values: PyValue[], hidden: PyValue[] = []): PyStructTuple {
  const o = new PyStructTuple(cls.root, values);
  o.hidden = hidden;
  return o;
}

/** The sequence of values, and the dict of those of hidden names. */
function makerArguments(name: string, args: PyValue[], kw: PyDict | undefined): [PyValue, PyDict | null] {
  const given = args.length + (kw?.size ?? 0);
  if (given > 2) throw typeError(`structseq() takes at most 2 arguments (${given} given)`);
  const source = args.length > 0 ? args[0] : kw?.getStr('sequence');
  const named = args.length > 1 ? args[1] : kw?.getStr('dict');
  if (source === undefined) throw typeError("structseq() missing required argument 'sequence' (pos 1)");
  for (const key of kw?.keys ?? []) {
    if (key !== undefined && ((key !== 'sequence' && key !== 'dict') || (key === 'sequence' && args.length > 0)))
      throw typeError(`structseq() got an unexpected keyword argument '${key as string}'`);
  }
  if (typeOf(source).lookup('__iter__') === undefined && typeOf(source).lookup('__getitem__') === undefined)
    throw typeError('constructor requires a sequence');
  if (named !== undefined && named !== null && !(named instanceof PyDict))
    throw typeError(`${name}() takes a dict as second arg, if any`);
  return [source, named ?? null];
}

function fromIterable(
  vm: VM,
  cls: PyType,
  source: PyValue,
  named: PyDict | null,
  fields: readonly string[],
  hiddenNames: readonly string[],
): R {
  const [n, hidden] = [fields.length, hiddenNames.length];
  const items = collectFast(vm, source);
  if (items === undefined) return vm.lib('struct_from_iterable', [cls, source, named]);
  const wrong = (bound: number, word: string) =>
    typeError(
      `${cls.name}() takes ${hidden > 0 ? `an at ${word}` : 'a'} ${bound}-sequence (${items.length}-sequence given)`,
    );
  if (items.length < n) throw wrong(n, 'least');
  if (items.length > n + hidden) throw wrong(n + hidden, 'most');
  const rest = items.slice(n);
  let used = 0;
  for (let i = rest.length; i < hidden; i++) {
    const v = named?.getStr(hiddenNames[i]!);
    if (v !== undefined) used++;
    // What a field without a name has is the default of the one that has its name.
    rest[i] = v ?? items[fields.indexOf(hiddenNames[i]!)] ?? null;
  }
  if (named !== null && used < named.size) throw typeError(`${cls.name}() got duplicate or unexpected field name(s)`);
  return structOf(cls, items.slice(0, n), rest);
}

function repr(vm: VM, name: string, fields: readonly string[], self: PyTuple): R {
  const byPython = () => vm.lib('struct_repr', [name, tuple(fields.slice()), tuple(self.items.slice())]);
  if (!enterNative(vm)) return byPython();
  try {
    const parts: string[] = [];
    for (let i = 0; i < fields.length; i++) {
      const text = toRepr(vm, self.items[i]!);
      if (typeof text !== 'string') return byPython();
      parts.push(`${fields[i]}=${text}`);
    }
    return `${name}(${parts.join(', ')})`;
  } finally {
    leaveNative(vm);
  }
}

function replace(
  vm: VM,
  self: PyStructTuple,
  fields: readonly string[],
  hiddenNames: readonly string[],
  changes: PyDict | undefined,
): PyValue {
  const items = self.items.slice();
  const hidden = hiddenNames.map((_, i) => self.hidden[i] ?? null);
  const unknown: PyValue[] = [];
  for (let i = 0; changes !== undefined && i < changes.keys.length; i++) {
    const k = changes.keys[i];
    if (k === undefined) continue;
    const at = fields.indexOf(k as string);
    const below = hiddenNames.indexOf(k as string);
    if (at >= 0) items[at] = changes.vals[i]!;
    else if (below >= 0) hidden[below] = changes.vals[i]!;
    else unknown.push(k);
  }
  if (unknown.length > 0)
    throw typeError(`Got unexpected field name(s): ${toRepr(vm, newList(vm, unknown)) as string}`);
  return structOf(typeOf(self), items, hidden);
}
