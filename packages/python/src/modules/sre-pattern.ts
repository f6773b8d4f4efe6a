/** `re.Pattern`: searching, splitting, replacing. A replacement that is a function is library code's affair (library/regex.py). */
import { BuiltinFunctionType, NotImplemented, tuple } from '../objects/builtin-types.js';
import { registerContent } from '../objects/content.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { PyBuiltin, type PyMethodDescr } from '../objects/function.js';
import { mappingProxy } from '../objects/mapping-proxy.js';
import { hashBytes } from '../objects/number/hash.js';
import type { PyObject, PyValue, R } from '../objects/object.js';
import { concat, equal, length, type Str, sub } from '../objects/text/core.js';
import { reprBytes, reprStr } from '../objects/text/repr.js';
import type { VM } from '../objects/vm.js';
import { compare, EQ } from '../protocols/operators.js';
import { newBytes } from '../types/buffer.js';
import { coerced, hasMethod, strOf } from '../types/coerce.js';
import { callableIterator, registerCallable } from '../types/iterators.js';
import { CLASS_GETITEM, equalityRows, newList, readonlyMember } from '../types/support.js';
import { expandInto } from './sre-match.js';
import type { Matcher } from './sre-matcher.js';
import {
  bounds,
  groupOf,
  joined,
  newMatch,
  newMatcher,
  PatternType,
  type PyMatch,
  PyPattern,
  PyScanner,
  PyTemplate,
  piece,
  requireText,
  ScannerType,
  type Text,
  textLength,
  textUnder,
} from './sre-objects.js';

type Size = number | undefined;

// -- matching ----------------------------------------------------------------------------------------------------------------

function once(how: 'match' | 'fullmatch' | 'search') {
  return (vm: VM, self: PyPattern, string: PyValue, pos: Size, endpos: Size): R => {
    const t = requireText(vm, self, string);
    const [start, end] = bounds(t, pos, endpos);
    if (start > end && how === 'search') return null;
    const m = newMatcher(vm, self, t, start, end);
    const found = how === 'search' ? m.search() : m.match(how === 'fullmatch');
    return found ? newMatch(vm, self, string, start, end, m) : null;
  };
}

/** Go on behind the match that was found. */
function advance(m: Matcher): void {
  m.mustAdvance = m.ptr === m.start;
  m.start = m.ptr;
}

/** Visit all matches in a text, at most `most` (0: all). */
function eachMatch(
  vm: VM,
  p: PyPattern,
  t: Text,
  start: number,
  end: number,
  most: number,
  visit: (m: Matcher) => void,
): number {
  if (start > end) return 0;
  const m = newMatcher(vm, p, t, start, end);
  let n = 0;
  while ((most === 0 || n < most) && m.search()) {
    visit(m);
    n++;
    advance(m);
  }
  return n;
}

/** Runs `body` with a new list that the heap walk sees while it grows. */
function growing(vm: VM, body: (push: (v: PyValue) => void) => void): PyValue[] {
  const out: PyValue[] = [];
  const mark = vm.temporaries.length;
  vm.temporaries.push(out);
  body((v) => {
    vm.alloc(16);
    out.push(v);
  });
  vm.temporaries.length = mark;
  return out;
}

function findall(vm: VM, self: PyPattern, string: PyValue, pos: Size, endpos: Size): R {
  const t = requireText(vm, self, string);
  const [start, end] = bounds(t, pos, endpos);
  const empty: PyValue = t instanceof Uint8Array ? newBytes(new Uint8Array(0)) : '';
  const { groups } = self;
  const out = growing(vm, (push) => {
    eachMatch(vm, self, t, start, end, 0, (m) => {
      if (groups === 0) push(piece(vm, string, t, m.start, m.ptr));
      else if (groups === 1) push(groupOf(vm, m, string, t, 1, empty));
      else {
        const row: PyValue[] = [];
        vm.charge(groups);
        vm.alloc(groups * 8 + 48);
        for (let i = 1; i <= groups; i++) row.push(groupOf(vm, m, string, t, i, empty));
        push(tuple(row));
      }
    });
  });
  return newList(vm, out);
}

function split(vm: VM, self: PyPattern, string: PyValue, most: Size): R {
  const t = requireText(vm, self, string);
  const end = textLength(t);
  const out = growing(vm, (push) => {
    let last = 0;
    const take = (m: Matcher) => {
      push(piece(vm, string, t, last, m.start));
      vm.charge(self.groups);
      for (let i = 1; i <= self.groups; i++) push(groupOf(vm, m, string, t, i, null));
      last = m.ptr;
    };
    if (most === undefined || most >= 0) eachMatch(vm, self, t, 0, end, most ?? 0, take);
    push(piece(vm, string, t, last, end));
  });
  return newList(vm, out);
}

// -- scanners ------------------------------------------------------------------------------------------------------------------

function newScanner(vm: VM, self: PyPattern, string: PyValue, pos: Size, endpos: Size): PyScanner {
  const t = requireText(vm, self, string);
  const [start, end] = bounds(t, pos, endpos);
  vm.alloc(100);
  return new PyScanner(ScannerType.root, self, string, start, start > end ? -1 : start, end);
}

function scan(vm: VM, self: PyScanner, search: boolean): PyValue {
  if (self.start < 0) return null;
  const t = requireText(vm, self.pattern, self.string);
  const end = Math.min(self.endpos, textLength(t));
  const m = newMatcher(vm, self.pattern, t, Math.min(self.start, end), end);
  m.mustAdvance = self.mustAdvance;
  if (!(search ? m.search() : m.match())) {
    self.start = -1;
    return null;
  }
  const found = newMatch(vm, self.pattern, self.string, self.pos, self.endpos, m);
  self.mustAdvance = m.ptr === m.start;
  self.start = m.ptr;
  return found;
}

defineType(ScannerType, {
  methods: {
    match: ['($self, /)', null, (vm: VM, self: PyScanner) => scan(vm, self, false)],
    search: ['($self, /)', null, (vm: VM, self: PyScanner) => scan(vm, self, true)],
  },
  getset: { pattern: { get: (_vm, self: PyScanner) => self.pattern } },
});

registerCallable((ScannerType.dict.getStr('search') as PyMethodDescr).def, (vm, s: PyScanner) => scan(vm, s, true));

// -- replacing -----------------------------------------------------------------------------------------------------------------

const BACKSLASH = 92;

function hasBackslash(vm: VM, t: Text): boolean {
  vm.charge(textLength(t) >> 4);
  return typeof t === 'string' ? t.includes('\\') : (t instanceof Uint8Array ? t : t.cps).includes(BACKSLASH);
}

/** All matches replaced by a text or by a template, natively. */
function substitute(vm: VM, self: PyPattern, by: PyValue, string: PyValue, count: number, pair: boolean): R {
  const t = requireText(vm, self, string);
  const end = textLength(t);
  let n = 0;
  const parts = growing(vm, (push) => {
    let last = 0;
    const take = (m: Matcher) => {
      if (last < m.start) push(piece(vm, string, t, last, m.start));
      if (by instanceof PyTemplate) push(expandInto(vm, by, string, t, m));
      else push(by);
      last = m.ptr;
    };
    if (count >= 0) n = eachMatch(vm, self, t, 0, end, count, take);
    if (last < end) push(piece(vm, string, t, last, end));
  });
  const result = joined(vm, t, parts);
  return pair ? tuple([result, n]) : result;
}

function replace(vm: VM, self: PyPattern, repl: PyValue, string: PyValue, count: Size, pair: boolean): R {
  const most = count ?? 0;
  if (hasMethod(repl, '__call__')) return vm.lib('re_substitute_by_call', [self, repl, string, most, pair]);
  const by = textUnder(vm, repl);
  if (by !== undefined && !hasBackslash(vm, by)) return substitute(vm, self, repl, string, most, pair);
  return vm.lib('re_substitute_by_template', [self, repl, string, most, pair]);
}

// -- the object ----------------------------------------------------------------------------------------------------------------

const FLAG_NAMES: readonly (readonly [number, string])[] = [
  [2, 're.IGNORECASE'],
  [4, 're.LOCALE'],
  [8, 're.MULTILINE'],
  [16, 're.DOTALL'],
  [32, 're.UNICODE'],
  [64, 're.VERBOSE'],
  [128, 're.DEBUG'],
  [256, 're.ASCII'],
];
const UNICODE = 32;
const TYPE_FLAGS = 4 | 32 | 256;
/** Longer reprs of patterns are cut. */
const SHOWN = 200;

function repr(vm: VM, self: PyPattern): R {
  let { flags } = self;
  if (self.kind === 'str' && (flags & TYPE_FLAGS) === UNICODE) flags &= ~UNICODE;
  const names: string[] = [];
  for (const [bit, name] of FLAG_NAMES) {
    if (flags & bit) names.push(name);
    flags &= ~bit;
  }
  if (flags !== 0) names.push(`0x${(flags >>> 0).toString(16)}`);
  let shown = patternRepr(vm, self.pattern);
  if (length(shown) > SHOWN) shown = sub(vm, shown, 0, SHOWN);
  const end = names.length > 0 ? `, ${names.join('|')})` : ')';
  return concat(vm, concat(vm, 're.compile(', shown), end);
}

function patternRepr(vm: VM, pattern: PyValue): Str {
  if (pattern === null) return 'None';
  const s = strOf(pattern);
  if (s !== undefined) return reprStr(vm, s);
  return reprBytes(vm, textUnder(vm, pattern) as Uint8Array);
}

function sameCode(vm: VM, a: PyPattern, b: PyPattern): boolean {
  if (a.flags !== b.flags || a.kind !== b.kind || a.groups !== b.groups || a.code.length !== b.code.length)
    return false;
  vm.charge(a.code.length >> 3);
  return a.code.every((w, i) => w === b.code[i]);
}

function samePattern(vm: VM, a: PyPattern, b: PyPattern): boolean {
  if (a === b) return true;
  if (!sameCode(vm, a, b)) return false;
  const x = strOf(a.pattern);
  const y = strOf(b.pattern);
  if (x !== undefined && y !== undefined) return equal(vm, x, y);
  return a.pattern === b.pattern || compare(vm, EQ, a.pattern, b.pattern) === true;
}

function hashOf(vm: VM, p: PyPattern): number {
  const h = hashBytes(vm, new Uint8Array(p.code.buffer, p.code.byteOffset, p.code.byteLength));
  return Number(BigInt.asIntN(32, BigInt(h))) ^ p.flags ^ p.groups;
}

registerContent(PatternType, hashOf, samePattern);

function boundSearch(scanner: PyScanner): PyBuiltin {
  const method = ScannerType.dict.getStr('search') as PyMethodDescr;
  return new PyBuiltin(BuiltinFunctionType.root, method.def, scanner, null);
}

const RANGE = '($self, /, string, pos=0, endpos=sys.maxsize)';

defineType(PatternType, {
  doc: 'Compiled regular expression object.',
  methods: {
    ...coerced(PatternType, {
      match: [RANGE, 'Matches zero or more characters at the beginning of the string.', once('match'), '.ii'],
      fullmatch: [RANGE, 'Matches against all of the string.', once('fullmatch'), '.ii'],
      search: [RANGE, 'Scan through string looking for a match; None if there is none.', once('search'), '.ii'],
      findall: [RANGE, 'Return a list of all non-overlapping matches of pattern in string.', findall, '.ii'],
      finditer: [
        RANGE,
        'Return an iterator over all non-overlapping matches.',
        (vm: VM, self: PyPattern, string: PyValue, pos: Size, endpos: Size) =>
          callableIterator(boundSearch(newScanner(vm, self, string, pos, endpos)), null),
        '.ii',
      ],
      scanner: [RANGE, null, newScanner, '.ii'],
      split: ['($self, /, string, maxsplit=0)', 'Split string by the occurrences of pattern.', split, '.i'],
      sub: [
        '($self, /, repl, string, count=0)',
        'Return the string with the leftmost non-overlapping occurrences of pattern replaced.',
        (vm: VM, self: PyPattern, repl: PyValue, string: PyValue, count: Size) =>
          replace(vm, self, repl, string, count, false),
        '..i',
      ],
      subn: [
        '($self, /, repl, string, count=0)',
        'Return the tuple (new string, number of replacements).',
        (vm: VM, self: PyPattern, repl: PyValue, string: PyValue, count: Size) =>
          replace(vm, self, repl, string, count, true),
        '..i',
      ],
    }),
    ...equalityRows(
      (vm: VM, self: PyPattern, other: PyValue) =>
        other instanceof PyPattern ? samePattern(vm, self, other) : NotImplemented,
      'not_of_call',
    ),
    __hash__: ['($self, /)', null, hashOf],
    __repr__: ['($self, /)', null, repr],
    __copy__: ['($self, /)', null, (_vm: VM, self: PyPattern) => self],
    __deepcopy__: ['($self, memo, /)', null, (_vm: VM, self: PyPattern) => self],
  },
  classmethods: { __class_getitem__: CLASS_GETITEM },
  getset: {
    pattern: {
      ...readonlyMember((p: PyPattern) => p.pattern),
      doc: 'The pattern string from which the RE object was compiled.',
    },
    flags: { ...readonlyMember((p: PyPattern) => p.flags), doc: 'The regex matching flags.' },
    groups: { ...readonlyMember((p: PyPattern) => p.groups), doc: 'The number of capturing groups in the pattern.' },
    groupindex: {
      get: (_vm, self: PyPattern) => mappingProxy(self.groupindex),
      doc: 'A dictionary mapping group names to group numbers.',
    },
  },
});

defineIntrinsics({
  re_scanner: [
    '(pattern, string, /)',
    (vm: VM, p: PyPattern, string: PyValue) => newScanner(vm, p, string, undefined, undefined),
  ],
  re_scan: ['(scanner, /)', (vm: VM, s: PyScanner) => scan(vm, s, true)],
  re_span: ['(match, /)', (_vm: VM, m: PyMatch) => tuple([m.regs[0]!, m.regs[1]!])],
  re_piece: [
    '(string, start, stop, /)',
    (vm: VM, string: PyValue, from: number, to: number | null) => {
      const t = textUnder(vm, string)!;
      return piece(vm, string, t, from, to ?? textLength(t));
    },
  ],
  re_length: ['(string, /)', (vm: VM, string: PyValue) => textLength(textUnder(vm, string)!)],
  re_join: [
    '(string, parts, /)',
    (vm: VM, string: PyValue, parts: PyObject & { items: PyValue[] }) =>
      joined(vm, textUnder(vm, string)!, parts.items),
  ],
  re_substitute: [
    '(pattern, by, string, count, pair, /)',
    (vm: VM, p: PyPattern, by: PyValue, string: PyValue, count: number, pair: boolean) =>
      substitute(vm, p, by instanceof PyTemplate && by.groups.length === 0 ? by.literals[0]! : by, string, count, pair),
  ],
});
