/** `_sre`: what re/*.py takes from the language itself. The matcher is sre-matcher.ts. */
import { typeOf } from '../objects/builtin-types.js';
import { defineModule } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { OverflowErrorType, RuntimeErrorType, raise, typeError } from '../objects/exception-types.js';
import type { PyValue } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { intOf } from '../types/coerce.js';
import { lowerAscii, lowerUnicode, upperUnicode } from './sre-chars.js';
import './sre-match.js';
import { PatternType, PyPattern, PyTemplate, TemplateType, textUnder } from './sre-objects.js';
import { CODE_SIZE, MAGIC, MAX_GROUPS, MAX_REPEAT } from './sre-opcodes.js';
import './sre-pattern.js';

function codeWords(vm: VM, list: PyList): Uint32Array {
  const n = list.items.length;
  vm.charge(n >> 2);
  // With the tables that searching makes.
  vm.alloc(n * 36 + 200);
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

const isCased = (c: number): boolean => c !== lowerUnicode(c) || c !== upperUnicode(c);
const isCasedAscii = (c: number): boolean => (c >= 65 && c <= 90) || (c >= 97 && c <= 122);

defineModule('_sre', {
  functions: {
    compile: ['($module, /, pattern, flags, code, groups, groupindex, indexgroup)', null, compile],
    template: ['($module, pattern, template, /)', null, template],
    getcodesize: ['($module, /)', null, () => CODE_SIZE],
    ascii_iscased: ['($module, character, /)', null, (_vm: VM, c: PyValue) => isCasedAscii(number(c))],
    unicode_iscased: ['($module, character, /)', null, (_vm: VM, c: PyValue) => isCased(number(c))],
    ascii_tolower: ['($module, character, /)', null, (_vm: VM, c: PyValue) => lowerAscii(number(c))],
    unicode_tolower: ['($module, character, /)', null, (_vm: VM, c: PyValue) => lowerUnicode(number(c))],
  },
  values: () => [
    ['MAGIC', MAGIC],
    ['CODESIZE', CODE_SIZE],
    ['MAXREPEAT', MAX_REPEAT],
    ['MAXGROUPS', MAX_GROUPS],
    ['copyright', ' SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB '],
  ],
});
