/** `rexec debug`: a program under a debugger in the terminal, by the commands that people know from pdb. */
import type { Command } from 'commander';
import pc from 'picocolors';
import { Breakpoints, Cell, Debugger, type RunResult } from 'rexec';
import { COMMANDS_HELP, DebugSession } from './debug-session.js';
import { EXIT } from './exit-codes.js';
import { addRunOptions, type RunFlags } from './options.js';
import { cellOptions } from './policy-of.js';
import { exitStatus, readLine, writeAll } from './run.js';
import { readSource, UsageError } from './source.js';

const PROMPT = '(rdb) ';

interface DebugFlags extends RunFlags {
  command: string[];
}

export function addDebugCommand(program: Command, ended: (status: number) => void): void {
  addRunOptions(program.command('debug'))
    .description('run a program under a debugger: breakpoints, steps, variables')
    .argument('<file>', 'the program')
    .argument('[args...]', 'its arguments (sys.argv)')
    .option(
      '-c, --command <command>',
      'a command to begin with (repeat it for more)',
      (command: string, all: string[]) => [...all, command],
      [] as string[],
    )
    .addHelpText('after', `\n${COMMANDS_HELP}`)
    .passThroughOptions()
    .action(async (file: string, args: string[], flags: DebugFlags) => {
      ended(await debug(file, args, { ...program.opts(), ...flags }));
    });
}

/** One program, perhaps several times; its exit status, or that of what is left when the input ends. */
async function debug(file: string, args: readonly string[], flags: DebugFlags): Promise<number> {
  if (file === '-') throw new UsageError('the debugger reads its commands from standard input: name a file');
  if (flags.json === true)
    throw new UsageError('--json does not go with debug: it is for programs that run to their end');
  if (flags.isolation !== undefined && flags.isolation !== 'inline') {
    throw new UsageError(`debug runs the program in this process: --isolation ${flags.isolation} is not possible`);
  }
  const prompt = new Prompt(flags.command);
  const breakpoints = new Breakpoints();
  for (;;) {
    const debugged = begin(flags, [file, ...args], breakpoints);
    const session = new DebugSession(debugged, readSource(file), file, (text) => writeAll(1, text));
    const stopListening = interrupts(debugged);
    try {
      const end = await converse(session, prompt);
      if (end === 'restart') breakpoints.again();
      else return end === null ? EXIT.ok : statusOf(end);
    } finally {
      stopListening();
      debugged.stop();
    }
  }
}

function begin(flags: RunFlags, argv: readonly string[], breakpoints: Breakpoints): Debugger {
  const cell = Cell.create({
    ...cellOptions(flags),
    argv,
    collect: false,
    readline: readLine,
    onStdout: (text) => writeAll(1, text),
    onStderr: (text) => writeAll(2, text),
  });
  return new Debugger(cell, breakpoints);
}

/** Until the person leaves: what the program gave, 'restart', or null where it has not ended. */
async function converse(session: DebugSession, prompt: Prompt): Promise<RunResult | 'restart' | null> {
  await session.start();
  for (;;) {
    const line = await prompt.line();
    if (line === null) return session.result;
    const next = await session.command(line);
    if (next === 'quit') return session.result;
    if (next === 'restart') return 'restart';
  }
}

function statusOf(result: RunResult): number {
  if (result.status === 'limit' && result.error?.limit === 'stopped') return EXIT.ok;
  return exitStatus(result);
}

/** Ctrl-C pauses the program; where that has no effect, the second one ends it. */
function interrupts(debugged: Debugger): () => void {
  let waiting = false;
  const listener = () => {
    if (debugged.state !== 'running') return;
    if (waiting) debugged.stop();
    else debugged.pause();
    waiting = true;
  };
  debugged.on('stopped', () => {
    waiting = false;
  });
  process.on('SIGINT', listener);
  return () => process.removeListener('SIGINT', listener);
}

/** Where commands come from: first those of the command line, then a terminal with its history, or a script. */
class Prompt {
  private readonly history: string[] = [];

  constructor(private readonly first: string[]) {}

  async line(): Promise<string | null> {
    const given = this.first.shift();
    if (given !== undefined) return given;
    if (process.stdin.isTTY === true) return this.ask();
    const line = readLine();
    return line === '' ? null : line.replace(/\r?\n$/, '');
  }

  /** Each time anew: between two commands the terminal is the program's. */
  private ask(): Promise<string | null> {
    const { createInterface } = process.getBuiltinModule('node:readline');
    const rl = createInterface({
      input: process.stdin,
      output: process.stdout,
      history: [...this.history],
      prompt: pc.cyan(PROMPT),
    });
    return new Promise((resolve) => {
      let answer: string | null = null;
      rl.on('line', (line) => {
        answer = line;
        if (line.trim() !== '') this.history.unshift(line);
        rl.close();
      });
      rl.on('SIGINT', () => {
        writeAll(1, '\n');
        rl.write(null, { ctrl: true, name: 'e' });
        rl.write(null, { ctrl: true, name: 'u' });
        rl.prompt();
      });
      rl.on('close', () => {
        if (answer === null) writeAll(1, '\n');
        resolve(answer);
      });
      rl.prompt();
    });
  }
}
