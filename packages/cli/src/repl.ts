/** `rexec` alone: an interactive session in one cell, with history and multi-line input. */
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import { Cell, PySyntaxError, parse } from 'rexec';
import { EXIT } from './exit-codes.js';
import { cellOptions, type RunFlags } from './options.js';
import { writeAll } from './run.js';

const HISTORY = join(homedir(), '.rexec_history');

export function startRepl(flags: RunFlags, version: string): Promise<number> {
  const cell = Cell.create({
    ...cellOptions(flags),
    collect: false,
    onStdout: (t) => writeAll(1, t),
    onStderr: (t) => writeAll(2, t),
  });
  // Not imported: no other command needs it, and it takes time to load.
  const { createInterface } = process.getBuiltinModule('node:readline');
  const rl = createInterface({
    input: process.stdin,
    output: process.stdout,
    history: loadHistory(),
    historySize: 1000,
    terminal: process.stdin.isTTY === true,
  });
  writeAll(1, `rexec ${version} (Python 3.14) in a padded cell. Ctrl-D or exit() leaves.\n`);
  const lines: string[] = [];
  const prompt = () => {
    rl.setPrompt(lines.length === 0 ? '>>> ' : '... ');
    rl.prompt();
  };
  return new Promise((resolve) => {
    let status = EXIT.ok as number;
    const leave = (code: number) => {
      status = code;
      rl.close();
    };
    rl.on('history', (history: string[]) => saveHistory(history));
    rl.on('SIGINT', () => {
      lines.length = 0;
      writeAll(1, '\nKeyboardInterrupt\n');
      prompt();
    });
    rl.on('line', (line) => {
      lines.push(line);
      const source = lines.join('\n');
      if (lines.length === 1 && line.trim() === '') lines.length = 0;
      else if (!needsMore(source, line)) {
        lines.length = 0;
        const result = cell.run(`${source}\n`, { filename: '<stdin>', mode: 'single' });
        if (result.exitCode !== null) return leave(result.exitCode);
        if (result.status === 'limit') {
          writeAll(2, `${pc.red('rexec:')} ${result.error!.message} (limit: ${result.error!.limit})\n`);
          return leave(EXIT.limit);
        }
      }
      prompt();
    });
    rl.on('close', () => {
      if (process.stdin.isTTY === true) writeAll(1, '\n');
      resolve(status);
    });
    prompt();
  });
}

/** Whether the input so far is the beginning of a statement (the rule of Python's own `codeop`). */
function needsMore(source: string, last: string): boolean {
  try {
    parse(`${source}\n`, { filename: '<stdin>', mode: 'single', allowIncomplete: true, dontImplyDedent: true });
    return false;
  } catch (e) {
    if (!(e instanceof PySyntaxError)) return false;
    return e.type === '_IncompleteInputError' && !(last === '' && /\n\s*$/.test(source) && complete(source));
  }
}

function complete(source: string): boolean {
  try {
    parse(`${source}\n`, { filename: '<stdin>', mode: 'single' });
    return true;
  } catch {
    return false;
  }
}

function loadHistory(): string[] {
  try {
    return readFileSync(HISTORY, 'utf8').split('\n').filter(Boolean).slice(0, 1000);
  } catch {
    return [];
  }
}

function saveHistory(history: string[]): void {
  try {
    writeFileSync(HISTORY, history.join('\n'), { mode: 0o600 });
  } catch {
    // No home, no history.
  }
}
