/** What is wrong with a configuration: for the person who wrote the file. */
import { type Finding, findingText } from '../language/finding.js';

/**
 * A configuration that cannot be had. The message is the first finding with its code frame; `findings` has all. Where no
 * line is to blame (a limit) there is one finding without a frame, and its line is 0.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly filename: string;
  readonly line: number;
  readonly column: number;

  constructor(readonly findings: readonly Finding[]) {
    const first = findings[0]!;
    super(first.line === 0 ? `${first.filename}: ${first.message}` : findingText(first).trimEnd());
    this.filename = first.filename;
    this.line = first.line;
    this.column = first.column;
  }
}

/** A finding without a place. */
export function nowhere(filename: string, rule: string, message: string): Finding {
  return { rule, source: '', message, filename, line: 0, column: 0, endLine: 0, endColumn: 0, frame: '' };
}
