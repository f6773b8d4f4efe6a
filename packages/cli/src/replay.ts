/** `rexec replay`: a recorded run again, without any power: to its end, up to an event, or back and forth in a terminal. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { Diverged, describeEvent, printable, RecordingError, Replay } from 'rexec';
import { auditFile } from './audit-file.js';
import { EXIT } from './exit-codes.js';
import { reason } from './reason.js';
import { exitStatus, readLine, writeAll } from './run.js';
import { UsageError } from './source.js';

interface ReplayFlags {
  until?: number;
  locals?: boolean;
  events?: boolean;
  interactive?: boolean;
  audit?: string;
}

const COMMANDS = `Commands of --interactive:
  n, next [N]      N events further (1)
  b, back [N]      N events back (1)
  g, go N          stand before event N
  c, continue      to the end
  l, locals        variables of the frames
  w, where         where the program stands
  e, events [N]    the next N events (10)
  q, quit`;

export function addReplayCommand(program: Command, ended: (status: number) => void): void {
  program
    .command('replay')
    .description('go through a recorded run again (rexec run --record FILE), without any power')
    .argument('<file>', 'the recording')
    .option('--until <n>', 'stop before event N (--events numbers them)', count)
    .option('--locals', 'show where the program stands at the end, and its variables')
    .option('--events', 'list the events and run nothing')
    .option('--interactive', 'go back and forth by commands')
    .option('--audit <file>', 'write the record of effects again')
    .addHelpText('after', `\n${COMMANDS}`)
    .action((file: string, flags: ReplayFlags) => {
      ended(replay(file, flags));
    });
}

function count(value: string): number {
  const n = Number(value);
  if (!Number.isSafeInteger(n) || n < 0) throw new UsageError(`--until: ${value} is no number of an event`);
  return n;
}

function replay(file: string, flags: ReplayFlags): number {
  // What is gone over again when it goes back was written already.
  let quiet = false;
  const write = (fd: 1 | 2) => (text: string) => {
    if (!quiet) writeAll(fd, text);
  };
  try {
    const replayed = Replay.open(bytesOf(file), {
      onStdout: write(1),
      onStderr: write(2),
      ...(flags.audit === undefined ? {} : { sink: auditFile(flags.audit) }),
    });
    if (flags.events === true) {
      list(replayed, 0, replayed.events.length);
      return EXIT.ok;
    }
    if (flags.interactive === true) {
      converse(replayed, (silent) => {
        quiet = silent;
      });
    } else if (flags.until === undefined) replayed.toEnd();
    else replayed.goTo(flags.until);
    if (flags.locals === true) show(replayed, true);
    const last = replayed.results.at(-1);
    return last === undefined || replayed.position < replayed.events.length ? EXIT.ok : statusOf(replayed);
  } catch (e) {
    if (e instanceof RecordingError) throw new UsageError(`${file}: ${e.message}`);
    if (!(e instanceof Diverged)) throw e;
    writeAll(2, `rexec: ${printable(e.message, 1000)}\n`);
    return EXIT.error;
  }
}

/** As the recorded command ended: by its program, whatever came of what was done at the end. */
function statusOf({ results }: Replay): number {
  const bad = results.find((r) => r.status !== 'ok' || r.exitCode !== null);
  return exitStatus(bad ?? results.at(-1)!);
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (e) {
    throw new UsageError(`cannot read ${file}: ${reason(e)}`);
  }
}

function list({ events }: Replay, from: number, to: number): void {
  for (let i = from; i < Math.min(to, events.length); i++) {
    writeAll(1, `${String(i).padStart(5)}  ${printable(describeEvent(events[i]!), 200)}\n`);
  }
}

/** The frames, outermost first as in a traceback. */
function show(replayed: Replay, variables: boolean): void {
  const frames = replayed.cell.inspect().reverse();
  writeAll(1, `before event ${replayed.position} of ${replayed.events.length}\n`);
  if (frames.length === 0) writeAll(1, '  (the program does not stand in a run)\n');
  for (const f of frames) {
    writeAll(1, `  ${f.file}:${f.line} in ${f.function}\n`);
    if (f.source !== '') writeAll(1, `    ${f.source.trim()}\n`);
    if (variables) for (const v of f.locals) writeAll(1, `      ${v.name} = ${v.text}\n`);
  }
}

function converse(replayed: Replay, silence: (quiet: boolean) => void): void {
  let furthest = 0;
  const goTo = (n: number): void => {
    // Up to where it was already, nothing is written a second time.
    const to = Math.max(0, Math.min(n, replayed.events.length));
    silence(true);
    if (to < replayed.position) replayed.goTo(to);
    if (replayed.position < furthest) replayed.goTo(Math.min(to, furthest));
    silence(false);
    if (to > replayed.position) replayed.goTo(to);
    furthest = Math.max(furthest, replayed.position);
    show(replayed, false);
  };
  show(replayed, false);
  for (let line = ask(); line !== ''; line = ask()) {
    const [word = '', n] = line.trim().split(/\s+/);
    const number = n === undefined ? undefined : Number(n);
    if (number !== undefined && !Number.isSafeInteger(number)) writeAll(1, `${n} is no number\n`);
    else if (/^(n|next)$/.test(word)) goTo(replayed.position + (number ?? 1));
    else if (/^(b|back)$/.test(word)) goTo(before(replayed, replayed.position - (number ?? 1)));
    else if (/^(g|go)$/.test(word) && number !== undefined) goTo(number);
    else if (/^(c|continue)$/.test(word)) goTo(replayed.events.length);
    else if (/^(l|locals)$/.test(word)) show(replayed, true);
    else if (/^(w|where)$/.test(word)) show(replayed, false);
    else if (/^(e|events)$/.test(word)) list(replayed, replayed.position, replayed.position + (number ?? 10));
    else if (/^(q|quit)$/.test(word)) return;
    else if (word !== '') writeAll(1, `${COMMANDS}\n`);
  }
}

/** The last event up to `n` at which a program can stand still. */
function before({ events }: Replay, n: number): number {
  let at = Math.max(0, n);
  while (at > 0 && events[at]?.kind !== 'answer' && events[at]?.kind !== 'action') at--;
  return at;
}

function ask(): string {
  writeAll(1, '(replay) ');
  return readLine();
}
