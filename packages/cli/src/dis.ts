/** `rexec dis`: what the compiler makes of a file. */
import { compileSource, disassemble, PySyntaxError } from 'rexec';
import { EXIT } from './exit-codes.js';
import { writeAll } from './run.js';

export function disassembleSource(source: string, filename: string): number {
  return withSyntaxErrors(() => {
    writeAll(1, disassemble(compileSource(source, filename, 'exec')));
  });
}

function withSyntaxErrors(body: () => void): number {
  try {
    body();
    return EXIT.ok;
  } catch (e) {
    if (!(e instanceof PySyntaxError)) throw e;
    writeAll(2, formatSyntaxError(e));
    return EXIT.error;
  }
}

/** As the interpreter prints it, without the traceback head. */
function formatSyntaxError(e: PySyntaxError): string {
  let out = `  File "${e.filename}", line ${e.lineno}\n`;
  if (e.text !== null) {
    const line = e.text.replace(/\r?\n$/, '');
    const stripped = line.trimStart();
    out += `    ${stripped}\n`;
    if (e.offset !== null && e.offset > 0) {
      const start = Math.max(e.offset - 1 - (line.length - stripped.length), 0);
      const end =
        e.endLineno === e.lineno && e.endOffset !== null && e.endOffset > e.offset ? e.endOffset - e.offset : 1;
      out += `    ${' '.repeat(start)}${'^'.repeat(Math.max(1, Math.min(end, 4096)))}\n`;
    }
  }
  return `${out}${e.type}: ${e.msg}\n`;
}
