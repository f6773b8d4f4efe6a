/** `rexec` alone: an interactive session in one cell, with history, multi-line input and CPython's tracebacks. */
import { readFileSync, readSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import { Cell, type RunResult } from 'rexec';
import { EXIT } from './exit-codes.js';
import { isEmpty, wants } from './incomplete.js';
import type { RunFlags } from './options.js';
import { cellOptions } from './policy-of.js';
import { readLine, writeAll } from './run.js';

const HISTORY = join(homedir(), '.rexec_history');
const HISTORY_SIZE = 1000;
const INDENT = '    ';
/** Milliseconds between two looks for Ctrl-C while a program runs. */
const LOOK = 50;

export async function startRepl(flags: RunFlags, version: string): Promise<number> {
  // Not imported: no other command needs it, and it takes time to load.
  const { createInterface } = process.getBuiltinModule('node:readline');
  const terminal = process.stdin.isTTY === true;
  const keys = new KeysWhileRunning(terminal);
  const session = new Session(flags, keys);
  const rl = createInterface({
    input: process.stdin,
    output: process.stdout,
    history: terminal ? loadHistory() : [],
    historySize: HISTORY_SIZE,
    removeHistoryDuplicates: true,
    tabSize: INDENT.length,
    completer: (line: string): [string[], string] => [[line + INDENT], line],
    terminal,
  });
  writeAll(1, `rexec ${version} (Python 3.14) in a padded cell. Ctrl-D or exit() leaves.\n`);
  const prompt = () => {
    rl.setPrompt(session.more ? '... ' : '>>> ');
    rl.prompt();
    if (terminal && session.indent !== '') rl.write(session.indent);
  };
  return new Promise((resolve, fail) => {
    let status: number = EXIT.ok;
    let closed = false;
    rl.on('history', (history: string[]) => saveHistory(history));
    rl.on('SIGINT', () => {
      session.forget();
      writeAll(1, '\nKeyboardInterrupt\n');
      // What is on the line goes with it.
      rl.write(null, { ctrl: true, name: 'e' });
      rl.write(null, { ctrl: true, name: 'u' });
      prompt();
    });
    // One line after another: what a line runs may wait for the system.
    let course = Promise.resolve();
    const next = (work: () => Promise<void>) => {
      course = course.then(work).catch(fail);
    };
    rl.on('line', (line) =>
      next(async () => {
        if (closed) return;
        const left = await session.line(line);
        if (left !== null) {
          status = left;
          closed = true;
          rl.close();
          return;
        }
        prompt();
        const typed = keys.take();
        if (typed !== '') rl.write(typed);
      }),
    );
    rl.on('close', () =>
      next(async () => {
        // The end of the input ends a block too.
        if (!closed) status = (await session.end()) ?? status;
        if (terminal) writeAll(1, '\n');
        status = (await session.finish()) ?? status;
        resolve(status);
      }),
    );
    prompt();
  });
}

/** The cell, and the lines of the statement being typed. */
class Session {
  private readonly cell: Cell;
  private lines: string[] = [];
  private inputs = 0;
  private overLimit = false;

  constructor(
    flags: RunFlags,
    private readonly keys: KeysWhileRunning,
  ) {
    const options = cellOptions(flags);
    this.cell = Cell.create({
      ...options,
      // A person is there to stop it: only what was asked for ends a session, and memory.
      limits: { fuel: Infinity, time: Infinity, output: Infinity, ...options.limits },
      collect: false,
      interrupted: () => keys.interrupted(),
      readline: readLine,
      onStdout: (t) => writeAll(1, t),
      onStderr: (t) => writeAll(2, t),
    });
  }

  get more(): boolean {
    return this.lines.length > 0;
  }

  /** What the next line of a block begins with. */
  get indent(): string {
    const last = this.lines.at(-1);
    if (last === undefined) return '';
    const indent = /^[ \t]*/.exec(last)![0];
    return /:\s*(#.*)?$/.test(last) ? indent + INDENT : indent;
  }

  forget(): void {
    this.lines = [];
  }

  /** One more line; the exit status where it ends the session. */
  async line(text: string): Promise<number | null> {
    // Indentation that only the editor put there is an empty line.
    this.lines.push(text.trim() === '' ? '' : text);
    const source = this.lines.join('\n');
    if (wants(source) === 'more') return null;
    this.lines = [];
    return isEmpty(source) ? null : this.run(source);
  }

  /** The end of the input. */
  async end(): Promise<number | null> {
    const source = this.lines.join('\n');
    this.lines = [];
    return isEmpty(source) ? null : this.run(source);
  }

  private async run(source: string): Promise<number | null> {
    // `exit` alone leaves as well as `exit()`, unless the program gave the name a meaning.
    const text = /^(exit|quit)\s*$/.test(source) ? `${source.trim()}()` : source;
    const result = await this.watched(() =>
      this.cell.run(text, { filename: `<python-input-${this.inputs++}>`, mode: 'single' }),
    );
    if (result.exitCode !== null) return result.exitCode;
    return this.limit(result);
  }

  /** What is to be done at a program's end: the exit status where a limit ends that. */
  async finish(): Promise<number | null> {
    return this.overLimit ? null : this.limit(await this.watched(() => this.cell.finish()));
  }

  /** The keyboard can interrupt what runs. */
  private async watched(body: () => Promise<RunResult>): Promise<RunResult> {
    this.keys.start();
    try {
      return await body();
    } finally {
      this.keys.stop();
    }
  }

  private limit(result: RunResult): number | null {
    if (result.status !== 'limit') return null;
    this.overLimit = true;
    writeAll(2, `${pc.red('rexec:')} ${result.error!.message} (limit: ${result.error!.limit})\n`);
    return EXIT.limit;
  }
}

/**
 * Ctrl-C while a program runs: nothing else runs then, so the machine looks at the terminal itself, now and then. What
 * was typed ahead is kept for the next prompt.
 */
class KeysWhileRunning {
  private typed = '';
  private stopped = false;
  private next = 0;
  private readonly buffer = Buffer.alloc(1024);

  constructor(private readonly terminal: boolean) {}

  start(): void {
    this.stopped = false;
    this.next = performance.now() + LOOK;
  }

  stop(): void {
    this.stopped = false;
  }

  interrupted(): boolean {
    if (!this.terminal || performance.now() < this.next) return false;
    this.next = performance.now() + LOOK;
    // The descriptor of a terminal's stream does not block.
    const fd = (process.stdin as unknown as { _handle?: { fd?: number } })._handle?.fd;
    if (fd === undefined) return false;
    try {
      const n = readSync(fd, this.buffer, 0, this.buffer.length, null);
      const text = this.buffer.toString('utf8', 0, n);
      this.stopped ||= text.includes('\x03');
      this.typed = this.stopped ? '' : this.typed + text;
    } catch {
      // Nothing was typed.
    }
    const answer = this.stopped;
    this.stopped = false;
    return answer;
  }

  take(): string {
    const text = this.typed;
    this.typed = '';
    return text;
  }
}

function loadHistory(): string[] {
  try {
    return readFileSync(HISTORY, 'utf8').split('\n').filter(Boolean).slice(0, HISTORY_SIZE);
  } catch {
    return [];
  }
}

function saveHistory(history: string[]): void {
  try {
    writeFileSync(HISTORY, `${history.join('\n')}\n`, { mode: 0o600 });
  } catch {
    // No home, no history.
  }
}
