/**
 * Patterns of paths: `*` and `?` inside one segment, `**` alone between separators for any number of segments (none too).
 * Time is bounded by the product of the lengths of pattern and path; nothing of a document becomes a regular expression.
 */

import { segmentMatches } from '../language/pattern.js';

export { segmentMatches };

/** Longest pattern. */
const MAX_PATTERN = 1000;

/** What is wrong with a glob; null if nothing. */
export function globProblem(pattern: string, separator: '/' | '.'): string | null {
  if (pattern === '') return 'an empty pattern matches nothing';
  if (pattern.length > MAX_PATTERN) return `a pattern is at most ${MAX_PATTERN} characters long`;
  if (pattern.includes('\0') || pattern.includes('\\')) return 'a pattern has no backslash and no NUL';
  if (/[[\]{}]/.test(pattern)) return 'patterns have *, ** and ? only; write one rule for each choice';
  for (const segment of pattern.split(separator)) {
    if (segment !== '**' && segment.includes('**')) {
      return `'**' stands alone between '${separator}'; use '*' inside a name`;
    }
  }
  return null;
}

const REST = Symbol('**');
type Segment = string | typeof REST;

/** A compiled pattern over segments. */
export class Glob {
  private readonly segments: readonly Segment[];

  /** `segments` as they were between the separators. */
  constructor(segments: readonly string[]) {
    this.segments = segments.map((s) => (s === '**' ? REST : s));
  }

  /** Does it match all of the segments? */
  matches(path: readonly string[]): boolean {
    return this.walk(path, false);
  }

  /** Does it match the path, or a folder on the way to it? */
  matchesOrAbove(path: readonly string[]): boolean {
    return this.walk(path, true);
  }

  private walk(path: readonly string[], above: boolean): boolean {
    const { segments } = this;
    const end = segments.length;
    let active = new Uint8Array(end + 1);
    this.activate(active, 0);
    for (const name of path) {
      if (above && active[end] === 1) return true;
      const next = new Uint8Array(end + 1);
      for (let i = 0; i < end; i++) {
        if (active[i] === 0) continue;
        const s = segments[i]!;
        if (s === REST) this.activate(next, i);
        else if (segmentMatches(s, name)) this.activate(next, i + 1);
      }
      active = next;
    }
    return active[end] === 1;
  }

  /** Being at `i` means being behind a `**` at `i` too: it may stand for nothing. */
  private activate(states: Uint8Array, i: number): void {
    states[i] = 1;
    while (this.segments[i] === REST) states[++i] = 1;
  }
}

/** Names of an absolute path. */
export function pathNames(path: string): string[] {
  return path.split('/').filter((s) => s !== '');
}

/**
 * What is wrong with a pattern of paths in a cell; null if nothing. It begins with `/` or `**`, so that nobody has to guess
 * relative to what it is meant.
 */
export function pathGlobProblem(pattern: string): string | null {
  const problem = globProblem(pattern, '/');
  if (problem !== null) return problem;
  if (!pattern.startsWith('/') && !pattern.startsWith('**/')) {
    return `a pattern of paths begins with '/' or '**/'; write '**/${pattern.replace(/^(\.\/)+/, '')}' for any folder`;
  }
  if (pattern.split('/').some((s) => s === '.' || s === '..')) return "a pattern has no '.' and '..'";
  return null;
}

/**
 * The form in which names are compared where a rule takes away: upper and lower case, and the spellings of one Unicode
 * character, are one file on some hosts. It refuses a little more than it must.
 */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
