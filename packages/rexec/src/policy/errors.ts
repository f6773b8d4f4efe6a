/**
 * What is wrong with a policy document, for the person who wrote it: one line each that says where, what, and what would
 * be right. Text of the document is quoted, cut and free of control characters.
 */

/** Keys and indexes from the root of the document: `['files', 'mounts', 0, 'access']`. */
export type DocumentPath = readonly (string | number)[];

export interface PolicyIssue {
  /** Line of the document, from 1; 0: unknown (a document that is no text). */
  readonly line: number;
  /** `files.mounts[0].access`; '' is the whole document. */
  readonly where: string;
  readonly message: string;
}

/** A policy that cannot be used. The message is the first issue as one line; `issues` has all, in the document's order. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  constructor(
    readonly filename: string,
    readonly issues: readonly PolicyIssue[],
  ) {
    super(formatIssue(filename, issues[0]!));
  }

  /** One line for each issue. */
  get lines(): string[] {
    return this.issues.map((issue) => formatIssue(this.filename, issue));
  }
}

function formatIssue(filename: string, issue: PolicyIssue): string {
  const at = issue.line > 0 ? `${filename}:${issue.line}` : filename;
  return issue.where === '' ? `${at}: ${issue.message}` : `${at}: ${issue.where}: ${issue.message}`;
}

/** `files.mounts[0].access`. */
export function pathText(path: DocumentPath): string {
  let out = '';
  for (const key of path) {
    if (typeof key === 'number') out += `[${key}]`;
    else {
      const word = /^[\w$-]{1,60}$/.test(key) ? key : quote(key);
      out += out === '' ? word : `.${word}`;
    }
  }
  return out;
}

const LONGEST_QUOTE = 60;

/** Text in single quotes, cut, on one line. */
export function quote(text: string): string {
  const cut = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  let out = '';
  for (const c of cut) {
    const code = c.codePointAt(0)!;
    out +=
      code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029 || isBidi(code)
        ? `\\u${code.toString(16).padStart(4, '0')}`
        : c;
  }
  return `'${out}'`;
}

/** Marks that turn the direction of writing, so that a line shows otherwise than it is. */
function isBidi(code: number): boolean {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) || code === 0x200e || code === 0x200f;
}

/** `; did you mean 'allow'?`, or what there is; '' if that is long. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near !== null) return `; did you mean ${quote(near)}?`;
  return known.length <= 20 ? `; known: ${known.join(', ')}` : '';
}

function nearest(word: string, known: readonly string[]): string | null {
  const lower = word.slice(0, LONGEST_QUOTE).toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(lower.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(lower, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Insertions, deletions, changes and swaps of neighbours that lead from one word to the other. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let d = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2]! + 1);
      row.push(d);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
