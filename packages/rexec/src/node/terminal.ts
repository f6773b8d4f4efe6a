/**
 * A question on a terminal: who asks, for what exactly, which rule asks, what a no does. Text of the program is escaped
 * and cut. The answer is read from the terminal itself, not from standard input, which may be the program's.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ReadStream } from 'node:tty';
import { printable } from '../audit/printable.js';
import type { Question } from '../system/asker.js';
import type { Put, Reply } from '../system/questions.js';

const KEYS: ReadonlyMap<string, Reply> = new Map([
  ...(['o', 'once', 'y', 'yes'] as const).map((k) => [k, 'once'] as const),
  ...(['s', 'session'] as const).map((k) => [k, 'session'] as const),
  ...(['a', 'always'] as const).map((k) => [k, 'always'] as const),
  ...(['n', 'no', ''] as const).map((k) => [k, 'no'] as const),
  ...(['k', 'kill'] as const).map((k) => [k, 'kill'] as const),
]);

/** What the question says, in lines. */
export function questionText({ cell, event, args, decision, place }: Question): string {
  const shown = args.map((a) => printable(typeof a === 'string' ? `'${a}'` : describe(a), 120)).join(', ');
  const where = place.line > 0 ? ` at ${printable(place.filename, 80)}:${place.line}` : '';
  const source = decision.source === '' ? '' : ` (${printable(decision.source, 80)})`;
  return [
    '',
    `rexec: the cell '${printable(cell, 40)}'${where} asks for`,
    `  ${printable(event, 60)}(${shown})`,
    `  asked by the rule ${printable(decision.rule, 120)}${source}`,
    '  a no raises an error in the program, which goes on',
    '[o]nce  [s]ession  [a]lways  [n]o  [k]ill the program: ',
  ].join('\n');
}

function describe(v: unknown): string {
  if (v instanceof Uint8Array) return `${v.length} bytes`;
  if (Array.isArray(v)) return `[${v.map(describe).join(', ')}]`;
  return String(v);
}

/** The answer that a line stands for; undefined: none, ask again. */
export function replyOf(line: string): Reply | undefined {
  return KEYS.get(line.trim().toLowerCase());
}

/** Puts questions on the terminal of the process; undefined: it has none, so nobody can be asked. */
export function terminalAsker(device = '/dev/tty'): Put | undefined {
  try {
    closeSync(openSync(device, 'r+'));
  } catch {
    return undefined;
  }
  return (question, signal) => putOnce(device, question, signal);
}

async function putOnce(device: string, question: Question, signal: AbortSignal): Promise<Reply> {
  const fd = openSync(device, 'r+');
  const input = new ReadStream(fd);
  const lines = createInterface({ input });
  signal.addEventListener('abort', () => lines.close());
  try {
    writeSync(fd, questionText(question));
    for await (const line of lines) {
      const reply = replyOf(line);
      if (reply !== undefined) return reply;
      writeSync(fd, 'o, s, a, n or k: ');
    }
    return 'no';
  } finally {
    lines.close();
    input.destroy();
  }
}
