/** Whether what was typed so far is the beginning of a statement: the rule of Python's own `codeop`. */
import { compileSource, PySyntaxError, parse } from 'rexec';

const COMMENT_LINE = /\s*\n[ \t\f]*#[^\n]*$/;

/** Nothing but empty lines and comments. */
export function isEmpty(source: string): boolean {
  return source.split('\n').every((line) => /^\s*(#|$)/.test(line));
}

/** 'more': a statement may go on; 'run': it is whole, or wrong for good (running it shows how). */
export function wants(typed: string): 'more' | 'run' {
  let source = typed;
  while (COMMENT_LINE.test(source)) source = source.replace(COMMENT_LINE, '');
  if (isEmpty(source)) return 'run';
  if (fails(() => parseTyped(source)) === null) return 'run';
  const withNewline = `${source}\n`;
  const failure = fails(() => parseTyped(withNewline)) ?? fails(() => compileSource(withNewline, '<stdin>', 'single'));
  return failure === null || failure.type === '_IncompleteInputError' ? 'more' : 'run';
}

/** Without the newlines that the end of a text implies: a block goes on until a line ends it. */
function parseTyped(source: string): void {
  parse(source, { filename: '<stdin>', mode: 'single', allowIncomplete: true, dontImplyDedent: true });
}

function fails(body: () => void): PySyntaxError | null {
  try {
    body();
    return null;
  } catch (e) {
    if (e instanceof PySyntaxError) return e;
    throw e;
  }
}
