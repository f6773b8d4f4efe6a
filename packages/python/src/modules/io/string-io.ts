/** `io.StringIO`: a stream over text. What is written at the end waits in `parts` until the text is asked for. */
import { newBuiltinType, ObjectType, tuple, typeOf } from '../../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../../objects/define.js';
import { OSErrorType, raise, typeError, valueError } from '../../objects/exception-types.js';
import { PyObject, type PyType, type PyValue, type R, type Shape } from '../../objects/object.js';
import { concat, fromJS, join, length, repeat, type Str, sub, toJS } from '../../objects/text/core.js';
import type { VM } from '../../objects/vm.js';
import { registerIterator } from '../../protocols/iterate.js';
import { toRepr } from '../../protocols/special.js';
import { strOf } from '../../types/coerce.js';
import { lineEndIn } from '../../types/text-lines.js';
import { nextBy, sized, streamRows } from './memory.js';

export const StringIOType = newBuiltinType('_io.StringIO', ObjectType, {
  hasDict: true,
  hasWeakref: true,
  layout: 'stringio',
});

/** Kinds of line ends that were written. */
enum Seen {
  Return = 1,
  Newline = 2,
  Both = 4,
}
const SHOWN: readonly (readonly string[])[] = [
  [],
  ['\r'],
  ['\n'],
  ['\r', '\n'],
  ['\r\n'],
  ['\r', '\r\n'],
  ['\n', '\r\n'],
  ['\r', '\n', '\r\n'],
];

export class PyStringIO extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  state: 'new' | 'open' | 'closed' = 'new';
  text: Str = '';
  parts: Str[] = [];
  /** Characters, with those of the parts. */
  size = 0;
  at = 0;
  newline: string | null = '\n';
  seen = 0;
  constructor(shape: Shape) {
    super(shape);
  }
}

function live(s: PyStringIO): void {
  if (s.state === 'new') throw valueError('I/O operation on uninitialized object');
  if (s.state === 'closed') throw valueError('I/O operation on closed file');
}
const check = (_vm: VM, s: PyStringIO): void => live(s);

function whole(vm: VM, s: PyStringIO): Str {
  if (s.parts.length > 0) {
    s.text = join(vm, '', [s.text, ...s.parts]);
    s.parts = [];
  }
  return s.text;
}

function linesIn(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 13) n++;
  }
  return n;
}

/** Text as it is kept: line ends translated as `newline` says. */
function translated(vm: VM, s: PyStringIO, text: Str): Str {
  const { newline } = s;
  if (newline === '\n') return text;
  const js = toJS(text);
  vm.charge(js.length >> 2);
  vm.alloc(40 * linesIn(js));
  let out = js;
  if (newline === null || newline === '') {
    if (js.includes('\r\n')) s.seen |= Seen.Both;
    if (/\r(?!\n)/.test(js)) s.seen |= Seen.Return;
    if (/(?:^|[^\r])\n/.test(js)) s.seen |= Seen.Newline;
    if (newline === null) out = js.replace(/\r\n?/g, '\n');
  } else out = js.split('\n').join(newline);
  return out === js ? text : fromJS(out);
}

function write(vm: VM, s: PyStringIO, given: PyValue): R {
  const text = strOf(given);
  if (text === undefined) throw typeError(`string argument expected, got '${typeOf(given).name}'`);
  live(s);
  const n = length(text);
  if (n === 0) return 0;
  const kept = translated(vm, s, text);
  const size = length(kept);
  vm.charge(1);
  if (s.at === s.size) {
    vm.alloc(16 + size);
    s.parts.push(kept);
    s.size += size;
    s.at = s.size;
    return n;
  }
  let old = whole(vm, s);
  if (s.at > s.size) old = concat(vm, old, repeat(vm, '\0', s.at - s.size));
  const tail = sub(vm, old, Math.min(length(old), s.at + size), length(old));
  s.text = join(vm, '', [sub(vm, old, 0, s.at), kept, tail]);
  s.at += size;
  s.size = length(s.text);
  return n;
}

function take(vm: VM, s: PyStringIO, end: number): Str {
  if (s.at >= end) return '';
  const piece = sub(vm, whole(vm, s), s.at, end);
  s.at = end;
  return piece;
}

function read(vm: VM, s: PyStringIO, size: number): Str {
  vm.charge(1);
  return take(vm, s, size < 0 ? s.size : Math.min(s.size, s.at + size));
}

/** Where the line at the position ends, but no further than `most` lets it. */
function lineEnd(vm: VM, s: PyStringIO, most: number): number {
  const text = whole(vm, s);
  const { newline, at } = s;
  vm.charge(1);
  const end = lineEndIn(vm, text, newline ?? '\n', at, most);
  return end < 0 ? most : Math.min(end, most);
}

function readline(vm: VM, s: PyStringIO, size: number): Str {
  if (s.at >= s.size) return '';
  return take(vm, s, lineEnd(vm, s, size < 0 ? s.size : Math.min(s.size, s.at + size)));
}

function step(vm: VM, s: PyStringIO): PyValue | undefined | R {
  live(s);
  const { cls } = s.shape;
  if (cls !== StringIOType && cls.lookup('readline') !== StringIOType.dict.getStr('readline')) {
    return vm.lib('stream_next', [s]);
  }
  return s.at >= s.size ? undefined : take(vm, s, lineEnd(vm, s, s.size));
}

function seek(_vm: VM, s: PyStringIO, offset: number, whence: number): number {
  if (whence !== 0 && whence !== 1 && whence !== 2) {
    throw valueError(`Invalid whence (${whence}, should be 0, 1 or 2)`);
  }
  if (whence === 0) {
    if (offset < 0) throw valueError(`Negative seek position ${offset}`);
    s.at = offset;
  } else if (offset !== 0) throw raise(OSErrorType, "Can't do nonzero cur-relative seeks");
  else if (whence === 2) s.at = s.size;
  return s.at;
}

function cut(vm: VM, s: PyStringIO, size: number): number {
  if (size < 0) throw valueError(`Negative size value ${size}`);
  if (size < s.size) {
    s.text = sub(vm, whole(vm, s), 0, size);
    s.size = size;
  }
  return size;
}

function init(vm: VM, s: PyStringIO, initial?: PyValue, newline?: PyValue): R | void {
  const given = newline === undefined ? '\n' : newline;
  const text = given === null ? null : strOf(given);
  if (text === undefined) throw typeError(`newline must be str or None, not ${typeOf(given).name}`);
  const ending = text === null ? null : toJS(text);
  if (ending !== null && !['', '\n', '\r', '\r\n'].includes(ending)) {
    throw valueError(`illegal newline value: ${toJS(toRepr(vm, text) as Str)}`);
  }
  if (initial !== undefined && initial !== null && strOf(initial) === undefined) {
    throw typeError(`initial_value must be str or None, not ${typeOf(initial).name}`);
  }
  s.state = 'open';
  s.text = '';
  s.parts = [];
  s.size = s.at = s.seen = 0;
  s.newline = ending;
  if (initial === undefined || initial === null) return;
  write(vm, s, initial);
  s.at = 0;
}

const of = () => StringIOType;
const row = (
  name: string,
  signature: string,
  kinds: Parameters<typeof sized>[3],
  impl: (vm: VM, s: PyStringIO, ...sizes: number[]) => R | void,
) => sized(of, name, signature, kinds, impl, check);
const TRUNCATE = row('truncate', '', ['int'], cut);

registerIterator(StringIOType, step, (s: PyStringIO) => s.shape.cls === StringIOType);
defineType(StringIOType, {
  doc: 'Text I/O implementation using an in-memory buffer.',
  new: ['($type, /, *args, **kwargs)', null, (_vm: VM, cls: PyType) => new PyStringIO(cls.root)],
  methods: {
    ...streamRows(check),
    __init__: ["($self, /, initial_value='', newline='\\n')", null, init],
    read: row('read', '($self, size=-1, /)', ['size'], read),
    readline: row('readline', '($self, size=-1, /)', ['size'], readline),
    readlines: [
      '($self, hint=None, /)',
      null,
      (vm: VM, s: PyStringIO, hint?: PyValue) => vm.lib('stream_readlines', [s, hint ?? null]),
    ],
    write: ['($self, s, /)', null, write],
    seek: row('seek', '($self, pos, whence=0, /)', ['int', 'int'], seek),
    tell: [
      '($self, /)',
      null,
      (_vm: VM, s: PyStringIO) => {
        live(s);
        return s.at;
      },
    ],
    truncate: [
      '($self, pos=None, /)',
      null,
      (vm: VM, s: PyStringIO, size?: PyValue): R => {
        live(s);
        return (size === undefined || size === null ? cut(vm, s, s.at) : TRUNCATE[2](vm, s, size)) as R;
      },
    ],
    getvalue: [
      '($self, /)',
      null,
      (vm: VM, s: PyStringIO) => {
        live(s);
        return whole(vm, s);
      },
    ],
    close: [
      '($self, /)',
      null,
      (_vm: VM, s: PyStringIO) => {
        s.state = 'closed';
        s.text = '';
        s.parts = [];
        return null;
      },
    ],
    __next__: nextBy(step),
  },
  getset: {
    closed: { get: (_vm, s: PyStringIO) => s.state === 'closed' },
    line_buffering: {
      get: (_vm, s: PyStringIO) => {
        live(s);
        return false;
      },
    },
    newlines: {
      get: (_vm, s: PyStringIO) => {
        live(s);
        const shown = SHOWN[s.seen]!;
        return shown.length === 0 ? null : shown.length === 1 ? shown[0]! : tuple(shown.slice());
      },
    },
    encoding: { get: () => null },
    errors: { get: () => null },
  },
});

defineIntrinsics({
  stringio_newline: ['(s, /)', (_vm: VM, s: PyStringIO) => s.newline],
  /** Text as it is, without translation, and a position. */
  stringio_set: [
    '(s, text, at, /)',
    (_vm: VM, s: PyStringIO, text: Str, at: number) => {
      s.text = text;
      s.parts = [];
      s.size = length(text);
      s.at = at;
    },
  ],
});
