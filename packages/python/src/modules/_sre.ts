/**
 * `_sre`: what re/*.py takes from the language itself. The matcher is sre-matcher.ts; sre-syntax.ts and sre-compile.ts do what
 * re/_parser.py and re/_compiler.py do, for patterns in which nothing is wrong.
 */
import { BytesType, newDict, tuple, typeOf } from '../objects/builtin-types.js';
import { PyBytes } from '../objects/bytes.js';
import { defineHalves, type Half } from '../objects/code.js';
import { defineModule } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { OverflowErrorType, RuntimeErrorType, raise, typeError } from '../objects/exception-types.js';
import { type PyValue, PyWideStr } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { length, toCodePoints } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { intOf } from '../types/coerce.js';
import { ASCII_FOLDING, UNICODE_FOLDING } from './sre-charset.js';
import { codeOf } from './sre-compile.js';
import './sre-match.js';
import { PatternType, PyPattern, PyTemplate, TemplateType, textUnder } from './sre-objects.js';
import { CODE_SIZE, MAGIC, MAX_GROUPS, MAX_REPEAT } from './sre-opcodes.js';
import './sre-pattern.js';
import { SyntaxReader } from './sre-syntax.js';
import { NotHere } from './sre-tree.js';

function codeWords(vm: VM, list: PyList): Uint32Array {
  const n = list.items.length;
  vm.charge(n >> 2);
  vm.alloc(n * ROOM + 200);
  const code = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const w = intOf(list.items[i]!);
    if (w === undefined) throw typeError(`an integer is required`);
    if (typeof w !== 'number' || w < 0 || w > 0xffffffff) {
      throw raise(OverflowErrorType, 'regular expression code size limit exceeded');
    }
    code[i] = w;
  }
  return code;
}

/** Room for code words, with the tables that searching makes. */
const ROOM = 36;

/** `re._compiler.compile(p, flags=0)`. */
const compileText: Half = (vm, _fn, args, kw) => {
  const [pattern, flags = 0] = args;
  if (kw !== null || args.length > 2 || typeof flags !== 'number' || flags < 0 || flags > 0x1ff) return undefined;
  const isText = typeof pattern === 'string' || pattern instanceof PyWideStr;
  if (!isText && !(pattern instanceof PyBytes && typeOf(pattern) === BytesType)) return undefined;
  const size = isText ? length(pattern) : pattern.bytes.length;
  vm.charge(size);
  // Nodes, items of sets, code words.
  vm.alloc(size * 150);
  try {
    const read = new SyntaxReader(isText ? toCodePoints(vm, pattern) : pattern.bytes, isText, flags, vm).read();
    const words = codeOf(vm, read);
    vm.alloc(words.length * ROOM + 200);
    const names = newDict();
    const groups: PyValue[] = new Array(read.groups.count).fill(null);
    for (const [name, group] of read.groups.names) {
      names.setStr(name, group);
      groups[group] = name;
    }
    const kind = isText ? 'str' : 'bytes';
    const count = read.groups.count - 1;
    return new PyPattern(
      PatternType.root,
      pattern,
      kind,
      read.flags,
      Uint32Array.from(words),
      count,
      names,
      tuple(groups),
    );
  } catch (e) {
    if (e instanceof NotHere) return undefined;
    throw e;
  }
};

defineHalves('re._compiler', { compile: compileText });

function number(v: PyValue): number {
  const n = intOf(v);
  if (typeof n !== 'number') throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  return n;
}

function compile(
  vm: VM,
  pattern: PyValue,
  flags: PyValue,
  code: PyValue,
  groups: PyValue,
  groupindex: PyValue,
  indexgroup: PyValue,
): PyPattern {
  if (!(code instanceof PyList)) throw typeError(`compile() argument 'code' must be list, not ${typeOf(code).name}`);
  if (!(groupindex instanceof PyDict))
    throw typeError(`compile() argument 'groupindex' must be dict, not ${typeOf(groupindex).name}`);
  if (!(indexgroup instanceof PyTuple))
    throw typeError(`compile() argument 'indexgroup' must be tuple, not ${typeOf(indexgroup).name}`);
  const words = codeWords(vm, code);
  const count = number(groups);
  if (count < 0 || count > words.length) throw raise(RuntimeErrorType, 'invalid SRE code');
  const text = pattern === null ? null : textUnder(vm, pattern);
  if (text === undefined) throw typeError(`expected string or bytes-like object, got '${typeOf(pattern).name}'`);
  const kind = text === null ? 'any' : text instanceof Uint8Array ? 'bytes' : 'str';
  return new PyPattern(PatternType.root, pattern, kind, number(flags), words, count, groupindex, indexgroup);
}

/** `[literal, group, literal, ..., literal]`, as re._parser.parse_template() gives it. */
function template(vm: VM, pattern: PyValue, list: PyValue): PyTemplate {
  const bad = () => typeError('invalid template');
  if (!(pattern instanceof PyPattern) || !(list instanceof PyList) || list.items.length % 2 === 0) throw bad();
  vm.charge(list.items.length);
  vm.alloc(list.items.length * 8 + 64);
  const literals: PyValue[] = [];
  const groups: number[] = [];
  list.items.forEach((v, i) => {
    if (i % 2 === 0) {
      if (textUnder(vm, v) === undefined) throw bad();
      literals.push(v);
    } else {
      const n = intOf(v);
      if (typeof n !== 'number' || n < 0) throw bad();
      groups.push(n);
    }
  });
  return new PyTemplate(TemplateType.root, literals, groups);
}

defineModule('_sre', {
  functions: {
    compile: ['($module, /, pattern, flags, code, groups, groupindex, indexgroup)', null, compile],
    template: ['($module, pattern, template, /)', null, template],
    getcodesize: ['($module, /)', null, () => CODE_SIZE],
    ascii_iscased: ['($module, character, /)', null, (_vm: VM, c: PyValue) => ASCII_FOLDING.isCased(number(c))],
    unicode_iscased: ['($module, character, /)', null, (_vm: VM, c: PyValue) => UNICODE_FOLDING.isCased(number(c))],
    ascii_tolower: ['($module, character, /)', null, (_vm: VM, c: PyValue) => ASCII_FOLDING.lower(number(c))],
    unicode_tolower: ['($module, character, /)', null, (_vm: VM, c: PyValue) => UNICODE_FOLDING.lower(number(c))],
  },
  values: () => [
    ['MAGIC', MAGIC],
    ['CODESIZE', CODE_SIZE],
    ['MAXREPEAT', MAX_REPEAT],
    ['MAXGROUPS', MAX_GROUPS],
    ['copyright', ' SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB '],
  ],
});
