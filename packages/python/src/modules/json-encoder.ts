/**
 * `_json.make_encoder`: values to JSON text in one loop with an explicit stack.
 *
 * What needs the program's code (`default`, `items()` of a dict's subclass, a sort of keys that are not plain text) and
 * what is an error stops the loop with a request; all it knows is in `state`, a list of plain values, and
 * library/json.py does what was asked, names where an error came from, and lets the loop go on.
 */
import { newBuiltinType, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import { PyBuiltin } from '../objects/function.js';
import { floatRepr } from '../objects/number/decimal.js';
import { intToDecimal } from '../objects/number/int-text.js';
import { PyFloat, PyFloatObject, PyObject, type PyValue, PyWideStr, type R, type Shape } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { fromUnits, PORTION, type Str } from '../objects/text/core.js';
import { TextError } from '../objects/text/error.js';
import type { VM } from '../objects/vm.js';
import { floatOf, hasMethod, intOf, notAnInteger, strOf } from '../types/coerce.js';
import { newList } from '../types/support.js';
import { isPlainAscii, LONGEST_ESCAPE, putEscape, quoted, quotedAscii } from './json-strings.js';

export const EncoderType = newBuiltinType('_json.Encoder', ObjectType, {});

export class PyJsonEncoder extends PyObject {
  constructor(
    shape: Shape,
    readonly markers: PyValue,
    readonly fallback: PyValue,
    readonly encoder: PyValue,
    readonly indent: PyValue,
    readonly keySeparator: PyValue,
    readonly itemSeparator: PyValue,
    readonly sortKeys: boolean,
    readonly skipKeys: boolean,
    readonly allowNan: boolean,
  ) {
    super(shape);
  }
}

/** Fields of the state: the text so far, pieces before it, the stack, and how deep the result is indented. */
const TEXT = 0;
const PIECES = 1;
const STACK = 2;
const LEVEL = 3;

/**
 * What is open, five fields each in the list of the stack: the object, what is walked (itself; of a sorted dict a tuple
 * of keys and values in turn; the one stand-in of an object), the place in it, its kind, and whether something was written.
 */
const ENTRY = 5;
const SEQUENCE = 0;
const ENTRIES = 1;
const FLAT = 2;
const OBJECT = 3;

/** The place in a dict whose key was refused: errors do not name it. */
const UNNAMED = -1;

/** Longer text becomes a piece. */
const PIECE = 1 << 16;

/** Short pieces of text meet here. It is empty whenever the loop is left. */
const units: number[] = Array.from({ length: PORTION }, () => 0);
const SHORT = 128;
/** What has to be free for a short str with its quotes, all of it escaped. */
const ROOM = SHORT * LONGEST_ESCAPE + 2;

const KNOWN = new Map<string, boolean>([
  ['encode_basestring_ascii', true],
  ['encode_basestring', false],
]);

/** Whether the encoder of strings is one of ours, and which; undefined: the program's. */
function onlyAscii(encoder: PyValue): boolean | undefined {
  return encoder instanceof PyBuiltin && encoder.module === '_json' ? KNOWN.get(encoder.def.name) : undefined;
}

class Request {
  constructor(
    readonly what: string,
    readonly value: PyValue,
  ) {}
}

class Encoding {
  private readonly stack: PyValue[];
  private readonly pieces: PyValue[];
  private used = 0;
  private readonly marking: boolean;
  private readonly indent: Str | null;
  private readonly ascii: boolean;
  private readonly keySeparator: Str;
  private readonly itemSeparator: Str;
  private readonly breaks: Str[] = [];
  private text: string;
  private level: number;

  constructor(
    private readonly vm: VM,
    private readonly encoder: PyJsonEncoder,
    private readonly state: PyList,
  ) {
    this.text = state.items[TEXT] as string;
    this.pieces = (state.items[PIECES] as PyList).items;
    this.stack = (state.items[STACK] as PyList).items;
    this.level = state.items[LEVEL] as number;
    this.marking = encoder.markers !== null;
    this.indent = encoder.indent === null ? null : strOf(encoder.indent)!;
    this.ascii = onlyAscii(encoder.encoder) === true;
    this.keySeparator = strOf(encoder.keySeparator)!;
    this.itemSeparator = strOf(encoder.itemSeparator)!;
  }

  /** Goes on; `value` undefined: with what is open. */
  run(value: PyValue | undefined): Request {
    let request = value === undefined ? null : this.put(value);
    while (request === null && this.stack.length > 0) request = this.next();
    if (request === null) {
      this.flush();
      return new Request('done', tuple(this.pieces.slice()));
    }
    this.gather();
    this.state.items[TEXT] = this.text;
    this.state.items[LEVEL] = this.level;
    return request;
  }

  /** Whether an object is under way. */
  private isOpen(v: PyValue): boolean {
    const { stack } = this;
    if (stack.length > 8 * ENTRY) this.vm.charge(stack.length >> 5);
    for (let i = 0; i < stack.length; i += ENTRY) if (stack[i] === v) return true;
    return false;
  }

  /** The short pieces into the text. */
  private gather(): void {
    const { used } = this;
    if (used === 0) return;
    this.used = 0;
    this.vm.charge(used >> 4);
    this.vm.alloc(used * 2);
    this.text += fromUnits(units, used);
  }

  private flush(): void {
    this.gather();
    if (this.text !== '') this.pieces.push(this.text);
    this.text = '';
  }

  private write(s: Str): void {
    if (s instanceof PyWideStr) {
      this.flush();
      this.vm.alloc(16);
      this.pieces.push(s);
      return;
    }
    const n = s.length;
    if (n > SHORT) {
      this.gather();
      this.vm.alloc(2 * n);
      if ((this.text += s).length > PIECE) this.flush();
      return;
    }
    if (this.used + n > PORTION) this.gather();
    let { used } = this;
    for (let i = 0; i < n; i++) units[used++] = s.charCodeAt(i);
    this.used = used;
  }

  private writeQuoted(s: Str): void {
    if (s instanceof PyWideStr || (s.length > SHORT && (!this.ascii || isPlainAscii(s)))) {
      this.write(this.ascii ? quotedAscii(this.vm, s) : quoted(this.vm, s));
      return;
    }
    const n = s.length;
    if (n > SHORT) this.vm.charge(n >>> 2);
    this.quoteMark();
    for (let i = 0; i < n; i += SHORT) this.writeEscaped(s, i, Math.min(n, i + SHORT));
    this.quoteMark();
  }

  private quoteMark(): void {
    if (this.used === PORTION) this.gather();
    units[this.used++] = 34;
  }

  private writeEscaped(s: string, from: number, to: number): void {
    if (this.used + ROOM > PORTION) this.gather();
    const { ascii } = this;
    let { used } = this;
    for (let i = from; i < to; i++) {
      const c = s.charCodeAt(i);
      if (c >= 32 && c !== 34 && c !== 92 && (c < 127 || !ascii)) units[used++] = c;
      else used = putEscape(units, used, c);
    }
    this.used = used;
  }

  /** A new line and its indent. */
  private lineBreak(): void {
    const { indent, level, breaks } = this;
    if (indent === null) return;
    let s = breaks[level];
    if (s === undefined && indent instanceof PyWideStr) {
      this.write('\n');
      for (let i = 0; i < level; i++) this.write(indent);
      return;
    }
    if (s === undefined) {
      this.vm.charge(1 + ((level * (indent as string).length) >> 6));
      this.vm.alloc(level * (indent as string).length * 2 + 64);
      s = `\n${(indent as string).repeat(level)}`;
      if (breaks.length === level) breaks.push(s);
    }
    this.write(s);
  }

  /** The next item of what is open, or its end. */
  private next(): Request | null {
    const { stack } = this;
    const top = stack.length - ENTRY;
    let at = stack[top + 2] as number;
    const kind = stack[top + 3];
    const walked = stack[top + 1]!;
    this.vm.charge(1);
    if (kind === SEQUENCE) {
      const { items } = walked as PyList;
      for (; at < items.length; ) {
        stack[top + 2] = at + 1;
        this.separate(top);
        const request = this.put(items[at]!);
        // An item that was opened or that stops us leaves the rest for later.
        if (request !== null || stack.length !== top + ENTRY) return request;
        at++;
      }
      return this.close(top, ']');
    }
    if (kind === ENTRIES) {
      const { keys, vals } = walked as PyDict;
      for (; at < keys.length; ) {
        const key = keys[at];
        stack[top + 2] = at + 1;
        if (key !== undefined) {
          const request = this.entry(top, key, vals[at]!);
          if (request !== null || stack.length !== top + ENTRY) return request;
        }
        at++;
      }
      return this.close(top, '}');
    }
    const { items } = walked as PyTuple;
    if (kind === OBJECT) {
      if (at === 0) {
        stack[top + 2] = 1;
        return this.put(items[0]!);
      }
      stack.length = top;
      return null;
    }
    for (; at < items.length; ) {
      stack[top + 2] = at + 2;
      const request = this.entry(top, items[at]!, items[at + 1]!);
      if (request !== null || stack.length !== top + ENTRY) return request;
      at += 2;
    }
    return this.close(top, '}');
  }

  private separate(top: number): void {
    if (this.stack[top + 4] === true) this.write(this.itemSeparator);
    else this.stack[top + 4] = true;
    this.lineBreak();
  }

  private close(top: number, bracket: string): null {
    const { stack } = this;
    this.level--;
    // A dict whose keys were all left out has nothing to put on lines of their own.
    if (stack[top + 4] === true) this.lineBreak();
    this.write(bracket);
    stack.length = top;
    return null;
  }

  private entry(top: number, key: PyValue, value: PyValue): Request | null {
    let name = strOf(key);
    if (name === undefined) {
      const text = this.nameOf(key);
      if (text === null) return null;
      if (text instanceof Request) {
        this.stack[top + 2] = UNNAMED;
        return text;
      }
      name = text;
    }
    this.separate(top);
    this.writeQuoted(name);
    this.write(this.keySeparator);
    return this.put(value);
  }

  /** A key that is no str; null: it is left out. */
  private nameOf(key: PyValue): string | null | Request {
    const text = this.word(key);
    if (text !== undefined) return text;
    if (this.encoder.skipKeys) return null;
    const message = `keys must be str, int, float, bool or None, not ${typeOf(key).name}`;
    return new Request('TypeError', message);
  }

  /** None, a bool or a number in JSON; undefined for anything else. */
  private word(v: PyValue): string | Request | undefined {
    if (v === null) return 'null';
    if (typeof v === 'boolean') return v ? 'true' : 'false';
    if (typeof v === 'number') return String(v);
    if (v instanceof PyFloat || v instanceof PyFloatObject) return this.float(v, floatOf(v)!);
    const int = intOf(v);
    if (int === undefined) return undefined;
    try {
      return intToDecimal(this.vm, int);
    } catch (e) {
      if (e instanceof TextError && e.kind === 'ValueError') return new Request('ValueError', e.message);
      throw e;
    }
  }

  private float(v: PyValue, x: number): string | Request {
    if (Number.isFinite(x)) return floatRepr(x);
    if (!this.encoder.allowNan) return new Request('float', v);
    if (Number.isNaN(x)) return 'NaN';
    return x > 0 ? 'Infinity' : '-Infinity';
  }

  /** Writes a value, or opens it. */
  private put(v: PyValue): Request | null {
    if (typeof v === 'string') {
      this.writeQuoted(v);
      return null;
    }
    if (v instanceof PyDict) return this.openDict(v);
    if (v instanceof PyList || v instanceof PyTuple) {
      if (v.items.length > 0) return this.opened(v, v, SEQUENCE, '[');
      this.write('[]');
      return null;
    }
    const word = this.word(v);
    if (word instanceof Request) return word;
    if (word !== undefined) {
      this.write(word);
      return null;
    }
    const s = strOf(v);
    if (s !== undefined) {
      this.writeQuoted(s);
      return null;
    }
    if (this.marking && this.isOpen(v)) return new Request('ValueError', 'Circular reference detected');
    return new Request('default', v);
  }

  private openDict(d: PyDict): Request | null {
    if (d.size === 0) {
      this.write('{}');
      return null;
    }
    if (d.shape.cls.heap || typeOf(d).name !== 'dict') {
      if (this.marking && this.isOpen(d)) return new Request('ValueError', 'Circular reference detected');
      return new Request('items', d);
    }
    if (!this.encoder.sortKeys) return this.opened(d, d, ENTRIES, '{');
    const order: number[] = [];
    this.vm.charge(d.keys.length);
    this.vm.alloc(d.keys.length * 32);
    for (let i = 0; i < d.keys.length; i++) {
      const key = d.keys[i];
      if (key === undefined) continue;
      if (typeof key !== 'string') {
        if (this.marking && this.isOpen(d)) return new Request('ValueError', 'Circular reference detected');
        return new Request('items', d);
      }
      order.push(i);
    }
    const keys = d.keys as string[];
    let compared = 0;
    order.sort((i, k) => {
      if ((++compared & 255) === 0) this.vm.charge(256);
      return keys[i]! < keys[k]! ? -1 : 1;
    });
    const flat: PyValue[] = [];
    for (const i of order) flat.push(keys[i]!, d.vals[i]!);
    return this.opened(d, tuple(flat), FLAT, '{');
  }

  /** Opens a container whose items are not none. */
  opened(v: PyValue, walked: PyValue, kind: number, bracket: string): Request | null {
    const { stack, vm } = this;
    if (this.marking && this.isOpen(v)) return new Request('ValueError', 'Circular reference detected');
    if (vm.depth + stack.length / ENTRY >= vm.recursionLimit) return new Request('RecursionError', null);
    vm.alloc(ENTRY * 8);
    this.write(bracket);
    this.level++;
    stack.push(v, walked, 0, kind, false);
    return null;
  }

  /** What `default` gave for an object. */
  standIn(v: PyValue, given: PyValue): Request {
    const { stack, vm } = this;
    vm.alloc(ENTRY * 8 + 64);
    stack.push(v, tuple([given]), 0, OBJECT, true);
    if (vm.depth + stack.length / ENTRY >= vm.recursionLimit) return new Request('RecursionError', null);
    return this.run(undefined);
  }

  /** The items of a dict, as its method or a sort gave them. */
  items(d: PyValue, pairs: readonly PyValue[]): Request {
    this.vm.charge(pairs.length);
    this.vm.alloc(pairs.length * 16 + 64);
    const flat: PyValue[] = [];
    for (const pair of pairs) {
      if (!(pair instanceof PyTuple) || pair.items.length !== 2)
        return new Request('ValueError', 'items must return 2-tuples');
      flat.push(pair.items[0]!, pair.items[1]!);
    }
    return this.opened(d, tuple(flat), FLAT, '{') ?? this.run(undefined);
  }
}

function working(vm: VM, state: PyList, work: () => Request): Request {
  const mark = vm.temporaries.length;
  vm.temporaries.push(state);
  const request = work();
  vm.temporaries.length = mark;
  return request;
}

function encode(vm: VM, self: PyJsonEncoder, value: PyValue, level: PyValue): R {
  const given = intOf(level);
  if (given === undefined) {
    if (!hasMethod(level, '__index__')) throw notAnInteger(level);
    return vm.lib('with_index', [self, tuple([value, level]), 1]);
  }
  if (onlyAscii(self.encoder) === undefined) return vm.lib('json_encode_slowly', [self, value, given]);
  vm.alloc(200);
  const state = newList(vm, ['', newList(vm, []), newList(vm, []), given]);
  const { what, value: found } = working(vm, state, () => new Encoding(vm, self, state).run(value));
  return what === 'done' ? found : vm.lib('json_encode_on', [self, state, what, found]);
}

/** Asks for a truth that needs Python, and makes the encoder then. */
const NEW =
  '($type, /, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)';

function checkText(v: PyValue, position: number): void {
  if (strOf(v) === undefined) throw typeError(`make_encoder() argument ${position} must be str, not ${typeOf(v).name}`);
}

function make(vm: VM, _cls: PyValue, ...args: PyValue[]): R {
  const [markers, , , indent, key, item] = args as [PyValue, PyValue, PyValue, PyValue, PyValue, PyValue];
  if (indent !== null && strOf(indent) === undefined)
    throw typeError(`make_encoder() argument 4 must be str or None, not ${typeOf(indent).name}`);
  checkText(key, 5);
  checkText(item, 6);
  if (markers !== null && !(markers instanceof PyDict))
    throw typeError(`make_encoder() argument 1 must be dict or None, not ${typeOf(markers).name}`);
  return vm.lib('json_make_encoder', args);
}

const member = (get: (self: PyJsonEncoder) => PyValue) => ({ get: (_vm: VM, self: PyJsonEncoder) => get(self) });

defineType(EncoderType, {
  doc: 'Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)',
  new: [NEW, null, make],
  methods: { __call__: ['($self, /, obj, _current_indent_level)', null, encode] },
  getset: {
    markers: member((e) => e.markers),
    default: member((e) => e.fallback),
    encoder: member((e) => e.encoder),
    indent: member((e) => e.indent),
    key_separator: member((e) => e.keySeparator),
    item_separator: member((e) => e.itemSeparator),
    sort_keys: member((e) => e.sortKeys),
    skipkeys: member((e) => e.skipKeys),
  },
});

const asked = (request: Request): PyValue => tuple([request.what, request.value]);

defineIntrinsics({
  json_new_encoder: [
    '(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan, /)',
    (vm: VM, ...a: PyValue[]) => {
      vm.alloc(120);
      const flags = a.slice(6) as [boolean, boolean, boolean];
      return new PyJsonEncoder(EncoderType.root, a[0]!, a[1]!, a[2]!, a[3]!, a[4]!, a[5]!, ...flags);
    },
  ],
  json_allows_nan: ['(encoder, /)', (_vm: VM, encoder: PyJsonEncoder) => encoder.allowNan],
  json_encode_object: [
    '(encoder, state, object, given, /)',
    (vm: VM, e: PyJsonEncoder, state: PyList, v: PyValue, given: PyValue) =>
      asked(working(vm, state, () => new Encoding(vm, e, state).standIn(v, given))),
  ],
  json_encode_items: [
    '(encoder, state, object, items, /)',
    (vm: VM, e: PyJsonEncoder, state: PyList, v: PyValue, items: PyList) =>
      asked(working(vm, state, () => new Encoding(vm, e, state).items(v, items.items))),
  ],
  json_encode_trail: [
    '(state, /)',
    // From the innermost: what was under way, and where in it.
    (vm: VM, state: PyList) => {
      const stack = (state.items[STACK] as PyList).items;
      const out: PyValue[] = [];
      vm.charge(stack.length);
      vm.alloc(stack.length * 24);
      for (let top = stack.length - ENTRY; top >= 0; top -= ENTRY) {
        const [object, walked, at, kind] = stack.slice(top, top + ENTRY) as [PyValue, PyValue, number, number];
        if (at === UNNAMED) continue;
        let where: PyValue = at - 1;
        if (kind === ENTRIES) where = (walked as PyDict).keys[at - 1] ?? null;
        else if (kind === FLAT) where = (walked as PyTuple).items[at - 2] ?? null;
        out.push(tuple([object, kind === SEQUENCE ? 'item' : kind === OBJECT ? 'object' : 'key', where]));
      }
      return newList(vm, out);
    },
  ],
});
