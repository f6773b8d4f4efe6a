/** `re.Match` and the templates of replacements. */
import { newDict, tuple } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { IndexErrorType, raise } from '../objects/exception-types.js';
import type { PyValue, R } from '../objects/object.js';
import { concat, type Str } from '../objects/text/core.js';
import { reprBytes, reprStr } from '../objects/text/repr.js';
import type { VM } from '../objects/vm.js';
import { findKey, setKey } from '../protocols/mapping.js';
import { intOf } from '../types/coerce.js';
import { CLASS_GETITEM, hasIndex, methodOf, readonlyMember } from '../types/support.js';
import type { Matcher } from './sre-matcher.js';
import {
  groupOf,
  joined,
  MatchType,
  type PyMatch,
  type PyTemplate,
  piece,
  TemplateType,
  type Text,
  textUnder,
} from './sre-objects.js';

// -- groups --------------------------------------------------------------------------------------------------------------------

/** The number of a group given by number or name; undefined where the number is Python code's to tell. */
function groupNumber(vm: VM, self: PyMatch, which: PyValue): number | undefined {
  const n = intOf(which);
  let i = -1;
  if (n !== undefined) i = typeof n === 'number' ? n : -1;
  else if (hasIndex(which)) return undefined;
  else {
    const at = findKey(vm, self.pattern.groupindex, which);
    const found = at < 0 ? undefined : intOf(self.pattern.groupindex.vals[at]!);
    if (typeof found === 'number') i = found;
  }
  if (i < 0 || i > self.pattern.groups) throw raise(IndexErrorType, 'no such group');
  return i;
}

function slice(vm: VM, self: PyMatch, i: number, missing: PyValue): PyValue {
  const from = self.regs[i * 2]!;
  const to = self.regs[i * 2 + 1]!;
  if (from < 0) return missing;
  const t = textUnder(vm, self.string)!;
  const n = t instanceof Uint8Array ? t.length : Infinity;
  return piece(vm, self.string, t, Math.min(from, n), Math.min(to, n));
}

function again(vm: VM, self: PyMatch, method: string, args: PyValue[]): R {
  return vm.lib('re_call_with_indices', [methodOf(MatchType, method), self, tuple(args)]);
}

function group(vm: VM, self: PyMatch, which: PyValue[]): R {
  if (which.length === 0) return slice(vm, self, 0, null);
  vm.charge(which.length);
  vm.alloc(which.length * 8);
  const out: PyValue[] = [];
  for (const w of which) {
    const i = groupNumber(vm, self, w);
    if (i === undefined) return again(vm, self, 'group', which);
    out.push(slice(vm, self, i, null));
  }
  return out.length === 1 ? out[0]! : tuple(out);
}

function pair(vm: VM, self: PyMatch, i: number): PyValue {
  vm.alloc(64);
  return tuple([self.regs[i * 2]!, self.regs[i * 2 + 1]!]);
}

function position(method: string, get: (vm: VM, self: PyMatch, i: number) => PyValue) {
  return (vm: VM, self: PyMatch, which: PyValue | undefined): R => {
    const i = which === undefined ? 0 : groupNumber(vm, self, which);
    return i === undefined ? again(vm, self, method, [which!]) : get(vm, self, i);
  };
}

function groups(vm: VM, self: PyMatch, missing: PyValue = null): R {
  const n = self.pattern.groups;
  vm.charge(n);
  vm.alloc(n * 8 + 48);
  const out: PyValue[] = new Array(n);
  for (let i = 1; i <= n; i++) out[i - 1] = slice(vm, self, i, missing);
  return tuple(out);
}

function groupdict(vm: VM, self: PyMatch, missing: PyValue = null): R {
  const { keys, vals } = self.pattern.groupindex;
  const out = newDict();
  vm.charge(keys.length);
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at];
    const i = intOf(vals[at] ?? null);
    if (key === undefined || typeof i !== 'number' || i > self.pattern.groups) continue;
    setKey(vm, out, key, slice(vm, self, i, missing));
  }
  return out;
}

function repr(vm: VM, self: PyMatch): R {
  const text = textUnder(vm, slice(vm, self, 0, null))!;
  const shown: Str = text instanceof Uint8Array ? reprBytes(vm, text) : reprStr(vm, text);
  const head = `<re.Match object; span=(${self.regs[0]}, ${self.regs[1]}), match=`;
  return concat(vm, concat(vm, head, shown), '>');
}

function regs(vm: VM, self: PyMatch): PyValue {
  const n = self.pattern.groups;
  vm.charge(n);
  const out: PyValue[] = [];
  for (let i = 0; i <= n; i++) out.push(pair(vm, self, i));
  return tuple(out);
}

const WHICH = '($self, group=0, /)';

defineType(MatchType, {
  doc: 'The result of re.match() and re.search().\nMatch objects always have a boolean value of True.',
  methods: {
    group: ['($self, *groups)', 'Return one or more groups of the match.', group],
    __getitem__: [
      '($self, key, /)',
      null,
      (vm: VM, self: PyMatch, which: PyValue) => {
        const i = groupNumber(vm, self, which);
        return i === undefined ? again(vm, self, 'group', [which]) : slice(vm, self, i, null);
      },
    ],
    start: [
      WHICH,
      'Return index of the start of the substring matched by group.',
      position('start', (_vm, m, i) => m.regs[i * 2]!),
    ],
    end: [
      WHICH,
      'Return index of the end of the substring matched by group.',
      position('end', (_vm, m, i) => m.regs[i * 2 + 1]!),
    ],
    span: [WHICH, 'For match object m, return the 2-tuple (m.start(group), m.end(group)).', position('span', pair)],
    groups: ['($self, /, default=None)', 'Return a tuple containing all the subgroups of the match, from 1.', groups],
    groupdict: ['($self, /, default=None)', 'Return a dictionary of all the named subgroups of the match.', groupdict],
    expand: [
      '($self, /, template)',
      'Return the string obtained by doing backslash substitution on the template.',
      (vm: VM, self: PyMatch, template: PyValue) => vm.lib('re_expand', [self, template]),
    ],
    __repr__: ['($self, /)', null, repr],
    __copy__: ['($self, /)', null, (_vm: VM, self: PyMatch) => self],
    __deepcopy__: ['($self, memo, /)', null, (_vm: VM, self: PyMatch) => self],
  },
  classmethods: { __class_getitem__: CLASS_GETITEM },
  getset: {
    string: { ...readonlyMember((m: PyMatch) => m.string), doc: 'The string passed to match() or search().' },
    re: { ...readonlyMember((m: PyMatch) => m.pattern), doc: 'The regular expression object.' },
    pos: {
      ...readonlyMember((m: PyMatch) => m.pos),
      doc: 'The index into the string at which the RE engine started looking for a match.',
    },
    endpos: {
      ...readonlyMember((m: PyMatch) => m.endpos),
      doc: 'The index into the string beyond which the RE engine will not go.',
    },
    regs: { get: regs },
    lastindex: {
      get: (_vm, self: PyMatch) => (self.lastindex < 0 ? null : self.lastindex),
      doc: 'The integer index of the last matched capturing group.',
    },
    lastgroup: {
      get: (_vm, self: PyMatch) => self.pattern.indexgroup.items[self.lastindex] ?? null,
      doc: 'The name of the last matched capturing group.',
    },
  },
});

// -- templates -----------------------------------------------------------------------------------------------------------------

/** The parts of a replacement, of the kind of `t`. */
function put(vm: VM, template: PyTemplate, t: Text, groupAt: (i: number) => PyValue): PyValue {
  const parts: PyValue[] = [];
  const { literals, groups: numbers } = template;
  vm.charge(literals.length);
  vm.alloc(literals.length * 32);
  literals.forEach((literal, k) => {
    if (k > 0) {
      const g = groupAt(numbers[k - 1]!);
      if (g !== null) parts.push(g);
    }
    parts.push(literal);
  });
  return joined(vm, t, parts);
}

/** A template filled in by a running match. */
export function expandInto(vm: VM, template: PyTemplate, string: PyValue, t: Text, m: Matcher): PyValue {
  return put(vm, template, t, (i) =>
    i === 0 ? piece(vm, string, t, m.start, m.ptr) : groupOf(vm, m, string, t, i, null),
  );
}

defineType(TemplateType, {});

defineIntrinsics({
  re_fill: [
    '(template, match, /)',
    (vm: VM, template: PyTemplate, m: PyMatch) =>
      template.groups.length === 0
        ? template.literals[0]!
        : put(vm, template, textUnder(vm, m.string)!, (i) => slice(vm, m, i, null)),
  ],
});
