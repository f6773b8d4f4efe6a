/** "invalid syntax. Did you mean 'for'?": a name in the line of a SyntaxError whose replacement by a keyword parses. */
import { tuple } from '../objects/builtin-types.js';
import { defineIntrinsics } from '../objects/define.js';
import type { PyValue } from '../objects/object.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { PySyntaxError } from '../syntax/errors.js';
import { parse } from '../syntax/parse.js';
import { closest } from '../types/closest-name.js';
import { textOf } from '../types/type-names.js';
import { withoutLineEnds } from './syntax-error-text.js';

const KEYWORDS = (
  'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
  'import in is lambda nonlocal not or pass raise return try while with yield'
).split(' ');

const LONGEST_LINE = 1024;
const MOST_NAMES = 10;
const MOST_MATCHES = 3;

/** Length of all matching blocks of two words, found as difflib does: the longest first, then left and right of it. */
function matching(a: string, b: string): number {
  let size = 0;
  let at = 0;
  let to = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      let k = 0;
      while (i + k < a.length && j + k < b.length && a[i + k] === b[j + k]) k++;
      if (k > size) [size, at, to] = [k, i, j];
    }
  }
  if (size === 0) return 0;
  return size + matching(a.slice(0, at), b.slice(0, to)) + matching(a.slice(at + size), b.slice(to + size));
}

/** difflib.get_close_matches(word, keywords, n=3, cutoff=0.5) */
function closeKeywords(word: string): string[] {
  const scored: [number, string][] = [];
  for (const k of KEYWORDS) {
    const ratio = (2 * matching(k, word)) / (k.length + word.length);
    if (ratio >= 0.5) scored.push([ratio, k]);
  }
  scored.sort((x, y) => y[0] - x[0] || (x[1] < y[1] ? 1 : -1));
  return scored.slice(0, MOST_MATCHES).map(([, k]) => k);
}

/** Whether the text is a program, or the beginning of one. */
function parses(vm: VM, text: string): boolean {
  try {
    parse(`${text}\n`, { filename: '<typo>', mode: 'exec', charge: (n) => vm.charge(n) });
    return true;
  } catch (e) {
    if (!(e instanceof PySyntaxError)) throw e;
    return /^expected an indented block|was never closed|unexpected EOF/.test(e.msg);
  }
}

/** Names of a line outside of strings and comments, with their columns. */
function namesOf(line: string): [string, number][] {
  const out: [string, number][] = [];
  const token = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|#.*|[\p{L}_][\p{L}\p{N}_]*|\d[\w.]*/gu;
  for (const m of line.matchAll(token)) if (/^[\p{L}_]/u.test(m[0])) out.push([m[0], m.index]);
  return out;
}

function findTypo(vm: VM, source: string): PyValue {
  vm.charge(source.length >>> 4);
  const line = withoutLineEnds(source).trimStart();
  if (line.length > LONGEST_LINE) return null;
  let left = MOST_NAMES;
  for (const [name, at] of namesOf(line)) {
    if (KEYWORDS.includes(name)) continue;
    if (--left < 0) return null;
    vm.charge(1000);
    const first = closest(vm, KEYWORDS, name);
    const matches = [...(first === null ? [] : [first]), ...(name.length > 40 ? [] : closeKeywords(name))].slice(
      0,
      MOST_MATCHES,
    );
    for (const keyword of matches) {
      if (!parses(vm, line.slice(0, at) + keyword + line.slice(at + name.length))) continue;
      const start = Array.from(line.slice(0, at)).length + 1;
      return tuple([
        fromJS(`${line}\n`),
        start,
        start + Array.from(name).length,
        `invalid syntax. Did you mean '${keyword}'?`,
      ]);
    }
  }
  return null;
}

defineIntrinsics({
  /** (text, offset, end offset, message) of the corrected error, or None. */
  syntax_error_typo: ['(text, /)', (vm: VM, text: PyValue) => findTypo(vm, textOf(text) ?? '')],
});
