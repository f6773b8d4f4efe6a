/**
 * Iterators and views of the built-in collections, as values: plain fields, no behaviour (types/*.ts).
 *
 * A composite iterator (enumerate, zip, ...) is `simple` where all its inner ones run without Python code; `level`
 * bounds how deep such iterators nest.
 */
import { newBuiltinType, ObjectType } from './builtin-types.js';
import type { PyDict } from './dict.js';
import { PyObject, type PyValue, type Shape } from './object.js';
import type { PyList } from './sequence.js';
import type { PySet } from './set.js';

const F = { final: true };

export const ListReverseIterType = newBuiltinType('list_reverseiterator', ObjectType, F);
export const LongRangeIterType = newBuiltinType('longrange_iterator', ObjectType, F);
export const SeqIterType = newBuiltinType('iterator', ObjectType, F);
export const CallableIterType = newBuiltinType('callable_iterator', ObjectType, F);
export const SetIterType = newBuiltinType('set_iterator', ObjectType, F);

export const DictKeysType = newBuiltinType('dict_keys', ObjectType, F);
export const DictValuesType = newBuiltinType('dict_values', ObjectType, F);
export const DictItemsType = newBuiltinType('dict_items', ObjectType, F);
export const DictKeyIterType = newBuiltinType('dict_keyiterator', ObjectType, F);
export const DictValueIterType = newBuiltinType('dict_valueiterator', ObjectType, F);
export const DictItemIterType = newBuiltinType('dict_itemiterator', ObjectType, F);
export const DictReverseKeyIterType = newBuiltinType('dict_reversekeyiterator', ObjectType, F);
export const DictReverseValueIterType = newBuiltinType('dict_reversevalueiterator', ObjectType, F);
export const DictReverseItemIterType = newBuiltinType('dict_reverseitemiterator', ObjectType, F);

export const EnumerateType = newBuiltinType('enumerate', ObjectType, { layout: 'enumerate' });
export const ZipType = newBuiltinType('zip', ObjectType, { layout: 'zip' });
export const MapType = newBuiltinType('map', ObjectType, { layout: 'map' });
export const FilterType = newBuiltinType('filter', ObjectType, { layout: 'filter' });
export const ReversedType = newBuiltinType('reversed', ObjectType, { layout: 'reversed' });

/** list_reverseiterator: `index` is the next one, -1 at the end. */
export class PyListReverseIter extends PyObject {
  constructor(
    shape: Shape,
    public seq: PyList | null,
    public index: number,
  ) {
    super(shape);
  }
}

/** longrange_iterator: ints of any size. */
export class PyLongRangeIter extends PyObject {
  constructor(
    shape: Shape,
    readonly start: bigint,
    readonly step: bigint,
    public left: bigint,
    public next: bigint,
  ) {
    super(shape);
  }
}

/** iterator over `__getitem__`; `seq` undefined once exhausted. */
export class PySequenceIter extends PyObject {
  constructor(
    shape: Shape,
    public seq: PyValue | undefined,
    public index: number,
  ) {
    super(shape);
  }
}

/** iter(callable, sentinel); `callable` undefined once exhausted. */
export class PyCallableIter extends PyObject {
  constructor(
    shape: Shape,
    public callable: PyValue | undefined,
    public sentinel: PyValue,
  ) {
    super(shape);
  }
}

/** `set` null once exhausted; `used` -1 after a change was noticed. */
export class PySetIter extends PyObject {
  constructor(
    shape: Shape,
    public set: PySet | null,
    public pos: number,
    public used: number,
    public left: number,
  ) {
    super(shape);
  }
}

/** dict_keys, dict_values, dict_items. */
export class PyDictView extends PyObject {
  constructor(
    shape: Shape,
    readonly dict: PyDict,
  ) {
    super(shape);
  }
}

/** The six iterators over a dict: `pos` is the next entry. */
export class PyDictIter extends PyObject {
  /** The numbering of entries that `pos` belongs to. */
  readonly epoch: number;
  constructor(
    shape: Shape,
    public dict: PyDict | null,
    public pos: number,
    public used: number,
    public left: number,
  ) {
    super(shape);
    this.epoch = dict === null ? 0 : dict.epoch;
  }
}

export class PyEnumerate extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly it: PyValue,
    public count: number | bigint,
    readonly simple: boolean,
    readonly level: number,
  ) {
    super(shape);
  }
}

/** `its` empty: exhausted from the start. */
export class PyZip extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly its: PyValue[],
    public strict: boolean,
    readonly simple: boolean,
    readonly level: number,
  ) {
    super(shape);
  }
}

export class PyMap extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly fn: PyValue,
    readonly its: PyValue[],
    public strict: boolean,
    /** The inner iterators run without Python code (the map itself does not). */
    readonly simple: boolean,
  ) {
    super(shape);
  }
}

export class PyFilter extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    readonly fn: PyValue,
    readonly it: PyValue,
    readonly simple: boolean,
    readonly level: number,
  ) {
    super(shape);
  }
}

/** reversed over `__len__` and `__getitem__`; `seq` undefined once exhausted. */
export class PyReversed extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  constructor(
    shape: Shape,
    public seq: PyValue | undefined,
    public index: number,
  ) {
    super(shape);
  }
}
