/** Docstrings: finding one, and CPython's clean-up of its indentation. */
import { type Stmt, WideConst } from '../syntax/ast.js';

export function docstringOf(body: readonly Stmt[]): string | WideConst | undefined {
  const first = body[0];
  if (first === undefined || first.kind !== 'Expr' || first.value.kind !== 'Constant') return undefined;
  const value = first.value.value;
  return typeof value === 'string' || value instanceof WideConst ? value : undefined;
}

/** Tabs become spaces, the margin of all lines but the first goes; blank lines lose their spaces. */
export function cleanDocstring(doc: string | WideConst): string | WideConst {
  if (typeof doc === 'string') return cleanText(doc, (s) => s.length);
  let text = '';
  for (const c of doc.codepoints) text += String.fromCodePoint(c);
  const clean = cleanText(text, (s) => [...s].length);
  return new WideConst(Uint32Array.from([...clean].map((c) => c.codePointAt(0)!)));
}

function cleanText(doc: string, width: (s: string) => number): string {
  if (!doc.includes('\n') && !doc.includes('\t') && doc.charCodeAt(0) !== 32) return doc;
  const lines = expandTabs(doc, width).split('\n');
  let margin = Infinity;
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i]!;
    const indent = leadingSpaces(line);
    if (indent < line.length && indent < margin) margin = indent;
  }
  lines[0] = lines[0]!.slice(leadingSpaces(lines[0]!));
  if (margin === Infinity) margin = 0;
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i]!;
    lines[i] = line.slice(Math.min(margin, leadingSpaces(line)));
  }
  return lines.join('\n');
}

function leadingSpaces(line: string): number {
  let n = 0;
  while (line.charCodeAt(n) === 32) n++;
  return n;
}

function expandTabs(text: string, width: (s: string) => number): string {
  if (!text.includes('\t')) return text;
  return text
    .split('\n')
    .map((line) => {
      let out = '';
      let column = 0;
      const parts = line.split('\t');
      for (let i = 0; i < parts.length; i++) {
        out += parts[i];
        column += width(parts[i]!);
        if (i === parts.length - 1) break;
        const pad = 8 - (column % 8);
        out += ' '.repeat(pad);
        column += pad;
      }
      return out;
    })
    .join('\n');
}
