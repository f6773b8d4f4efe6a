/**
 * A source against the rules of a language, on its syntax tree, before anything runs: every finding at once, in the order
 * of the source.
 *
 * ```ts
 * checkSource('while True:\n    pass\n', 'config', { filename: 'app.conf' });
 * // [{ rule: 'language.loops', source: 'profile config', line: 1, column: 1,
 * //    message: 'a while loop is not allowed: this language has no loops', … }]
 * ```
 */
import { checkTreeCompiles, engine, PySyntaxError, parse } from '@rexec/python';
import { Checker, compiled, type Found, MAX_FINDINGS } from './checker.js';
import { SourceLines } from './columns.js';
import { type Finding, makeFinding } from './finding.js';
import { PROFILE_NAMES, type ProfileName } from './profiles.js';
import { type LanguageDocument, type LanguageRules, languageOf } from './rules.js';
import type { Charge, Node } from './tree.js';

export type SourceMode = 'exec' | 'eval' | 'single';

export interface CheckOptions {
  /** Name of the source in findings; default `<string>`. */
  readonly filename?: string;
  readonly mode?: SourceMode;
}

/** Who can say what the rules are: a policy, the name of a profile, a `language` part, or rules that are ready. */
export type LanguageInput =
  | ProfileName
  | LanguageDocument
  | LanguageRules
  | readonly LanguageRules[]
  | { readonly parts: { readonly language: readonly LanguageRules[] } };

export function rulesOf(language: LanguageInput): readonly LanguageRules[] {
  if (typeof language === 'string') {
    if (PROFILE_NAMES.includes(language)) return [languageOf(language)];
    throw new TypeError(`there is no profile '${language}'; known: ${PROFILE_NAMES.join(', ')}`);
  }
  if (Array.isArray(language)) return language as readonly LanguageRules[];
  if ('parts' in language) return language.parts.language;
  return 'definitions' in language && typeof language.definitions === 'object'
    ? [language as LanguageRules]
    : [languageOf(language as LanguageDocument)];
}

/** Everything that is wrong with a source: its syntax first of all, and what the rules say of it. */
export function checkSource(source: string, language: LanguageInput, options: CheckOptions = {}): Finding[] {
  const { filename = '<string>', mode = 'exec' } = options;
  const rules = rulesOf(language);
  try {
    const tree = parse(source, { filename, mode, lookupName: engine.codePointOfName });
    const findings = checkTree(tree, rules, { filename, source });
    if (findings.length === 0) checkTreeCompiles(tree, filename, mode);
    return findings;
  } catch (e) {
    if (e instanceof PySyntaxError) return [syntaxFinding(e, source, filename)];
    throw e;
  }
}

/** A syntax error as a finding. */
export function syntaxFinding(e: PySyntaxError, source: string, filename: string): Finding {
  const lines = new SourceLines(source);
  const line = Math.max(1, e.lineno ?? 1);
  const endLine = Math.max(line, e.endLineno ?? line);
  const start = bytesBefore(lines.text(line), e.offset);
  const end = bytesBefore(lines.text(endLine), e.endOffset);
  const span = {
    lineno: line,
    col_offset: start,
    end_lineno: endLine,
    end_col_offset: endLine > line || end > start ? end : start + 1,
  };
  const message = `${e.type}: ${e.msg}`;
  return makeFinding({ rule: 'syntax', source: '', message }, filename, span, lines);
}

/** Bytes of UTF-8 before an offset of a SyntaxError: code points from 1. */
function bytesBefore(text: string, offset: number | null): number {
  let units = 0;
  for (let left = (offset ?? 1) - 1; left > 0 && units < text.length; left--) {
    units += text.codePointAt(units)! > 0xffff ? 2 : 1;
  }
  return new TextEncoder().encode(text.slice(0, units)).length;
}

export interface TreeSource {
  readonly filename: string;
  /** Absent: the tree came without a text. */
  readonly source?: string;
  readonly charge?: Charge;
}

/** A tree against rules, all of which must allow it. */
export function checkTree(tree: Node, rules: readonly LanguageRules[], about: TreeSource): Finding[] {
  const found: Found[] = [];
  const charge = about.charge ?? (() => {});
  for (const one of rules) {
    const checker = new Checker(tree, compiled(one), charge);
    found.push(...checker.run());
  }
  if (found.length === 0) return [];
  found.sort((a, b) => a.span.lineno - b.span.lineno || a.span.col_offset - b.span.col_offset);
  charge((about.source?.length ?? 0) >> 3);
  const lines = about.source === undefined ? null : new SourceLines(about.source);
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const f of found) {
    const key = `${f.span.lineno}:${f.span.col_offset}:${f.message}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (findings.length === MAX_FINDINGS) {
      const more = { rule: 'language', source: '', message: `there are more than ${MAX_FINDINGS} findings` };
      findings.push(makeFinding(more, about.filename, f.span, lines));
      break;
    }
    findings.push(makeFinding(f, about.filename, f.span, lines));
  }
  return findings;
}
