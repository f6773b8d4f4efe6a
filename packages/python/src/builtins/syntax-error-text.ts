/** The line of a SyntaxError and the carets under it, as CPython's interpreter shows them. */
import { defineIntrinsics } from '../objects/define.js';
import type { PyValue } from '../objects/object.js';
import { fromJS, type Str, toJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { textOf } from '../types/type-names.js';

export function withoutLineEnds(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 10) end--;
  return text.slice(0, end);
}

/** Offsets count code points from 1; without an int there are no carets. */
function caretText(source: string, offset: PyValue, endOffset: PyValue, oneLine: boolean): string {
  const all = Array.from(source);
  const right = Array.from(withoutLineEnds(source));
  let spaces = 0;
  while (spaces < right.length && ' \n\f'.includes(right[spaces]!)) spaces++;
  const shown = right.slice(spaces);
  const line = `    ${shown.join('')}\n`;
  if (typeof offset !== 'number') return offset === null ? line : '';
  let start = offset;
  let end = right.length + 1;
  if (oneLine) end = typeof endOffset === 'number' && endOffset !== 0 ? endOffset : start;
  if (all.length > 0 && start > all.length) start = right.length + 1;
  if (all.length > 0 && end > all.length) end = right.length + 1;
  if (start >= end || end < 0) end = start + 1;
  const from = start - 1 - spaces;
  if (from < 0) return line;
  // Blanks other than spaces are kept, so that the carets stand right below tabs.
  const indent = shown.slice(0, from).map((c) => (c.trim() === '' ? c : ' '));
  return `${line}    ${indent.join('')}${'^'.repeat(end - start)}\n`;
}

defineIntrinsics({
  syntax_error_carets: [
    '(text, offset, end_offset, one_line, /)',
    (vm: VM, text: Str, offset: PyValue, endOffset: PyValue, oneLine: boolean) => {
      const source = textOf(text) ?? toJS(text);
      vm.charge(source.length);
      if (typeof endOffset === 'number' && endOffset > source.length * 2 + 1000) endOffset = source.length + 1;
      vm.alloc(source.length * 32);
      return fromJS(caretText(source, offset, endOffset, oneLine));
    },
  ],
});
