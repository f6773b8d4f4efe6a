/**
 * `_json.make_scanner`: JSON text to values (RFC 8259) in one loop with an explicit stack.
 *
 * Where a value is a function's of the program to make (object_hook, parse_float, ...), the loop stops with "call this
 * with that" and all it knows in `state`, a list of plain values; library/json.py calls and lets it go on.
 */

import { FloatType, IntType, newBuiltinType, newDict, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { RecursionErrorType, raise, StopIterationType, typeError, valueError } from '../objects/exception-types.js';
import { PyBuiltin } from '../objects/function.js';
import { intFromText } from '../objects/number/int-text.js';
import { DELEGATE, PyFloat, PyObject, type PyValue, type PyWideStr, type R, type Shape } from '../objects/object.js';
import type { PyList, PyTuple } from '../objects/sequence.js';
import { equal, length, type Str, sub } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { hashFast } from '../protocols/hash.js';
import { pieceOf } from '../syntax/pieces.js';
import { hasMethod, intOf, notAnInteger, strOf, toSize } from '../types/coerce.js';
import { DictModels } from '../types/dict-models.js';
import { newList } from '../types/support.js';
import { fault, runEnd, scanString } from './json-strings.js';

const ScannerType = newBuiltinType('_json.Scanner', ObjectType, {});

export class PyJsonScanner extends PyObject {
  constructor(
    shape: Shape,
    readonly strict: boolean,
    readonly objectHook: PyValue,
    readonly pairsHook: PyValue,
    readonly floatBy: PyValue,
    readonly intBy: PyValue,
    readonly constantBy: PyValue,
  ) {
    super(shape);
  }
}

/** What is open, two fields each in the list of the stack: its kind, and where its items (keys and values) begin. */
const ENTRY = 2;
const ARRAY = 0;
const OBJECT = 1;
const PAIRS = 2;

/** Fields of the state of a pause: where the text goes on, what is open, and the items of all that is open. */
const AT = 0;
const STACK = 1;
const ITEMS = 2;

/** The text with another character for each beyond U+FFFF: none of them means anything outside of strings. */
function narrowed(vm: VM, s: PyWideStr): string {
  const n = s.cps.length;
  vm.charge(n >>> 2);
  vm.alloc(2 * n + 32);
  const parts: string[] = [];
  for (let i = 0; i < n; i += 4096) {
    const part = Array.from(s.cps.subarray(i, i + 4096), (c) => Math.min(c, 0xffff));
    parts.push(String.fromCharCode.apply(null, part));
  }
  return parts.join('');
}

function spaceEnd(text: string, at: number): number {
  for (;;) {
    const c = text.charCodeAt(at);
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return at;
    at++;
  }
}

const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** Where the number that begins at `at` ends (-1: none begins there), and whether it has a fraction or an exponent. */
let numberIsFloat = false;
function numberEnd(text: string, at: number): number {
  numberIsFloat = false;
  if (text.charCodeAt(at) === 45) at++;
  let c = text.charCodeAt(at);
  if (c === 48) at++;
  else if (isDigit(c)) while (isDigit(text.charCodeAt(at))) at++;
  else return -1;
  if (text.charCodeAt(at) === 46 && isDigit(text.charCodeAt(at + 1))) {
    numberIsFloat = true;
    at += 2;
    while (isDigit(text.charCodeAt(at))) at++;
  }
  c = text.charCodeAt(at);
  if (c !== 101 && c !== 69) return at;
  let i = at + 1;
  c = text.charCodeAt(i);
  if (c === 43 || c === 45) i++;
  if (!isDigit(text.charCodeAt(i))) return at;
  while (isDigit(text.charCodeAt(i))) i++;
  numberIsFloat = true;
  return i;
}

/** A short int, from its digits. */
function smallInt(text: string, at: number, end: number): number {
  const negative = text.charCodeAt(at) === 45;
  let n = 0;
  for (let i = negative ? at + 1 : at; i < end; i++) n = n * 10 + text.charCodeAt(i) - 48;
  return negative && n !== 0 ? -n : n;
}

/** A constant's value where the function that gives it is `__getitem__` of a dict, as json.decoder's is. */
function constant(scanner: PyJsonScanner, name: string): PyValue | undefined {
  const get = scanner.constantBy;
  if (!(get instanceof PyBuiltin) || get.def.name !== '__getitem__') return undefined;
  return get.self instanceof PyDict && !get.self.shape.cls.heap ? get.self.getStr(name) : undefined;
}

/** `d[key] = value` in a dict that has no keys but strs. */
function setWide(vm: VM, d: PyDict, key: PyWideStr, value: PyValue): void {
  const hash = hashFast(vm, key)!;
  vm.alloc(160);
  for (const i of d.customEntries(vm, hash)) {
    if (!equal(vm, d.keys[i] as PyWideStr, key)) continue;
    d.vals[i] = value;
    return;
  }
  d.addCustom(key, hash, value);
}

/** One run of the loop: `[null, (value, end)]` at its end, or a function to call and its argument. */
class Scan {
  private readonly text: string;
  private readonly stack: PyValue[];
  private readonly items: PyValue[];
  private readonly models = new DictModels();
  private readonly keys = new Map<string, string>();
  /** Where the loop stands. */
  private at: number;
  private paid: number;
  /** What a string gave. */
  private found: PyValue = null;

  constructor(
    private readonly vm: VM,
    private readonly scanner: PyJsonScanner,
    private readonly source: Str,
    private readonly state: PyList,
  ) {
    this.text = typeof source === 'string' ? source : narrowed(vm, source);
    this.at = state.items[AT] as number;
    this.paid = this.at;
    this.stack = (state.items[STACK] as PyList).items;
    this.items = (state.items[ITEMS] as PyList).items;
  }

  /** Fuel for the text behind, and room for `bytes`. */
  private pay(bytes: number): void {
    if (this.at - this.paid > 64) {
      this.vm.charge((this.at - this.paid) >> 2);
      this.paid = this.at;
    }
    this.vm.alloc(bytes);
  }

  /** From the beginning of a value (`given` undefined), or from a value that was made. */
  run(given: PyValue | undefined): R {
    const { stack, text, vm } = this;
    let value: PyValue = null;
    let ready = given !== undefined;
    if (given !== undefined) value = given;
    for (;;) {
      if (!ready) {
        const r = this.begin();
        if (r === DELEGATE) return DELEGATE;
        if (r === OPENED) continue;
        if (r === CALL) return this.pause();
        value = this.found;
      }
      ready = false;
      // A value is whole: into its container, or it is the result.
      const top = stack.length - ENTRY;
      if (top < 0) {
        this.pay(100);
        return tuple([null, tuple([value, this.at])]);
      }
      const kind = stack[top] as number;
      this.items.push(value);
      let at = spaceEnd(text, this.at);
      const c = text.charCodeAt(at);
      const close = kind === ARRAY ? 93 : 125;
      if (c === close) {
        this.at = at + 1;
        const container = this.closed(kind, stack[top + 1] as number);
        stack.length = top;
        const hook = this.hookOf(kind);
        if (hook !== null) return this.pause(hook, container);
        value = container;
        ready = true;
        continue;
      }
      if (c !== 44) return fault(vm, "Expecting ',' delimiter", this.source, at);
      const comma = at;
      at = spaceEnd(text, at + 1);
      this.at = at;
      if (text.charCodeAt(at) === close) {
        const what = kind === ARRAY ? 'array' : 'object';
        return fault(vm, `Illegal trailing comma before end of ${what}`, this.source, comma);
      }
      if (kind !== ARRAY && this.key() === DELEGATE) return DELEGATE;
    }
  }

  /** A container, of the items from `base` on. */
  private closed(kind: number, base: number): PyValue {
    const { items, vm } = this;
    const n = items.length - base;
    vm.charge(n >> 3);
    vm.alloc(n * 8);
    if (kind === OBJECT) {
      const d = this.dict(base);
      items.length = base;
      return d;
    }
    const own = items.slice(base);
    items.length = base;
    if (kind === ARRAY) return newList(vm, own);
    vm.alloc(n * 40);
    const pairs: PyValue[] = [];
    for (let i = 0; i < n; i += 2) pairs.push(tuple([own[i]!, own[i + 1]!]));
    return newList(vm, pairs);
  }

  private dict(base: number): PyDict {
    const { items } = this;
    const d = newDict();
    if (items.length === base || this.models.fill(this.vm, d, items, base)) return d;
    this.vm.alloc((items.length - base) * 30);
    for (let at = base; at < items.length; at += 2) {
      const key = items[at]!;
      if (typeof key === 'string') d.setStr(key, items[at + 1]!);
      else setWide(this.vm, d, key as PyWideStr, items[at + 1]!);
    }
    return d;
  }

  private hookOf(kind: number): PyValue {
    if (kind === ARRAY) return null;
    return kind === PAIRS ? this.scanner.pairsHook : this.scanner.objectHook;
  }

  private callee: PyValue = null;
  private argument: PyValue = null;

  private pause(fn = this.callee, argument = this.argument): R {
    this.pay(100);
    this.state.items[AT] = this.at;
    return tuple([fn, argument]);
  }

  private ask(fn: PyValue, argument: PyValue): typeof CALL {
    this.callee = fn;
    this.argument = argument;
    return CALL;
  }

  private made(value: PyValue, end: number): typeof MADE {
    this.found = value;
    this.at = end;
    return MADE;
  }

  /** The value that begins at `at`, or the opening of one. */
  private begin(): R | typeof MADE | typeof OPENED | typeof CALL {
    const { text, at, scanner } = this;
    switch (text.charCodeAt(at)) {
      case 34:
        this.pay(40);
        return this.string(at + 1);
      case 123:
        return this.open(scanner.pairsHook !== null ? PAIRS : OBJECT, 125);
      case 91:
        return this.open(ARRAY, 93);
      case 110:
        if (text.startsWith('null', at)) return this.made(null, at + 4);
        break;
      case 116:
        if (text.startsWith('true', at)) return this.made(true, at + 4);
        break;
      case 102:
        if (text.startsWith('false', at)) return this.made(false, at + 5);
        break;
      case 78:
        if (text.startsWith('NaN', at)) return this.constant('NaN');
        break;
      case 73:
        if (text.startsWith('Infinity', at)) return this.constant('Infinity');
        break;
      case 45:
        if (text.startsWith('-Infinity', at)) return this.constant('-Infinity');
        break;
    }
    return this.number();
  }

  private constant(name: string): typeof MADE | typeof CALL {
    this.at += name.length;
    const value = constant(this.scanner, name);
    return value === undefined ? this.ask(this.scanner.constantBy, name) : this.made(value, this.at);
  }

  private number(): typeof MADE | typeof CALL {
    const { text, at, vm, scanner } = this;
    const end = numberEnd(text, at);
    if (end < 0) throw raise(StopIterationType, at);
    const float = numberIsFloat;
    this.at = end;
    this.pay(24);
    if (end - at > 64) vm.alloc(2 * (end - at));
    if (float) {
      const digits = pieceOf(text, at, end);
      return scanner.floatBy === FloatType
        ? this.made(new PyFloat(Number(digits)), end)
        : this.ask(scanner.floatBy, digits);
    }
    if (scanner.intBy !== IntType) return this.ask(scanner.intBy, pieceOf(text, at, end));
    return this.made(end - at < 16 ? smallInt(text, at, end) : intFromText(vm, text.slice(at, end), 10), end);
  }

  /** The string whose first character is at `from`. */
  private string(from: number): R | typeof MADE {
    const { text, source, vm } = this;
    const strict = this.scanner.strict;
    const i = runEnd(text, from);
    if (text.charCodeAt(i) === 34) {
      if (i - from > 64) vm.alloc(4 * (i - from));
      return this.made(sub(vm, source, from, i), i + 1);
    }
    this.at = i;
    this.pay(0);
    const r = scanString(vm, source, from, strict);
    if (r === DELEGATE) return r;
    const [s, end] = (r as PyTuple).items as [PyValue, number];
    this.paid = end;
    return this.made(s, end);
  }

  /** A name and its colon. */
  private key(): R | typeof MADE {
    const { text, vm, source } = this;
    if (text.charCodeAt(this.at) !== 34)
      return fault(vm, 'Expecting property name enclosed in double quotes', source, this.at);
    const r = this.string(this.at + 1);
    if (r === DELEGATE) return r;
    let key = this.found;
    if (typeof key === 'string') {
      const known = this.keys.get(key);
      if (known === undefined) this.keys.set(key, key);
      else key = known;
    }
    this.items.push(key);
    const at = spaceEnd(text, this.at);
    if (text.charCodeAt(at) !== 58) return fault(vm, "Expecting ':' delimiter", source, at);
    this.at = spaceEnd(text, at + 1);
    this.pay(100);
    return MADE;
  }

  private open(kind: number, close: number): R | typeof MADE | typeof OPENED | typeof CALL {
    const { stack, vm, text } = this;
    this.pay(kind === OBJECT ? 250 : 120);
    if (vm.depth + stack.length / ENTRY >= vm.recursionLimit) {
      const what = kind === ARRAY ? 'array' : 'object';
      const doing = `decoding a JSON ${what} from a unicode string`;
      throw raise(RecursionErrorType, `maximum recursion depth exceeded while ${doing}`);
    }
    this.at = spaceEnd(text, this.at + 1);
    if (text.charCodeAt(this.at) === close) {
      const container = kind === OBJECT ? newDict() : newList(vm, []);
      const hook = this.hookOf(kind);
      if (hook === null) return this.made(container, this.at + 1);
      this.at++;
      return this.ask(hook, container);
    }
    stack.push(kind, this.items.length);
    if (kind === ARRAY) return OPENED;
    return this.key() === DELEGATE ? DELEGATE : OPENED;
  }
}

const MADE = Symbol('made');
const OPENED = Symbol('opened');
const CALL = Symbol('call');

function step(vm: VM, scanner: PyJsonScanner, s: Str, state: PyList, given: PyValue | undefined): R {
  const mark = vm.temporaries.length;
  vm.temporaries.push(state);
  const r = new Scan(vm, scanner, s, state).run(given);
  vm.temporaries.length = mark;
  return r;
}

function scanOnce(vm: VM, self: PyJsonScanner, string: PyValue, idx: PyValue): R {
  const s = strOf(string);
  if (s === undefined) throw typeError(`first argument must be a string, not ${typeOf(string).name}`);
  const given = intOf(idx);
  if (given === undefined) {
    if (!hasMethod(idx, '__index__')) throw notAnInteger(idx);
    return vm.lib('with_index', [self, tuple([string, idx]), 1]);
  }
  const at = toSize(given);
  if (at < 0) throw valueError('idx cannot be negative');
  if (at >= length(s)) throw raise(StopIterationType, at);
  const state = newList(vm, [at, newList(vm, []), newList(vm, [])]);
  const r = step(vm, self, s, state, undefined);
  if (r === DELEGATE) return r;
  const [fn, result] = (r as PyTuple).items as [PyValue, PyValue];
  return fn === null ? result : vm.lib('json_scan_on', [self, string, state, fn, result]);
}

defineType(ScannerType, {
  doc: 'JSON scanner object',
  new: ['($type, context)', null, (vm: VM, _cls, context: PyValue) => vm.lib('json_make_scanner', [context])],
  methods: { __call__: ['($self, /, string, idx)', null, scanOnce] },
  getset: {
    strict: { get: (_vm, self: PyJsonScanner) => self.strict },
    object_hook: { get: (_vm, self: PyJsonScanner) => self.objectHook },
    object_pairs_hook: { get: (_vm, self: PyJsonScanner) => self.pairsHook },
    parse_float: { get: (_vm, self: PyJsonScanner) => self.floatBy },
    parse_int: { get: (_vm, self: PyJsonScanner) => self.intBy },
    parse_constant: { get: (_vm, self: PyJsonScanner) => self.constantBy },
  },
});

defineIntrinsics({
  json_new_scanner: [
    '(strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, /)',
    (vm: VM, strict: boolean, hook: PyValue, pairs: PyValue, float: PyValue, int: PyValue, other: PyValue) => {
      vm.alloc(100);
      return new PyJsonScanner(ScannerType.root, strict, hook, pairs, float, int, other);
    },
  ],
  json_scan_step: [
    '(scanner, string, state, value, /)',
    (vm: VM, scanner: PyJsonScanner, string: PyValue, state: PyList, value: PyValue) =>
      step(vm, scanner, strOf(string)!, state, value),
  ],
});

export { ScannerType };
