/** `rexec audit verify|show FILE`: the log that a supervisor wrote. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { type AuditRecord, parseAuditRecord, printable, segmentMatches, verifyAuditLog } from 'rexec';
import { EXIT } from './exit-codes.js';
import { reason } from './reason.js';
import { writeAll } from './run.js';
import { UsageError } from './source.js';

const DECISIONS = ['allow', 'deny', 'ask', 'note'];

interface ShowFlags {
  event?: string;
  decision?: string;
  cell?: string;
  json?: boolean;
}

export function addAuditCommands(p: Command, done: (status: number) => void): void {
  const audit = p.command('audit').description('read the log of what cells tried');
  audit
    .command('verify')
    .description('check that no record was changed, moved or taken out')
    .argument('<file>', 'the log (JSON lines)')
    .action(async (file: string) => done(await verify(file)));
  audit
    .command('show')
    .description('show the records of a log')
    .argument('<file>', 'the log (JSON lines)')
    .option('--event <names>', 'only these events, with * for any text and ? for one character: open, socket.*')
    .option('--decision <names>', `only these decisions: ${DECISIONS.join(', ')}`, (value) => {
      const wrong = value.split(',').find((d) => !DECISIONS.includes(d));
      if (wrong !== undefined) throw new InvalidArgumentError(`'${wrong}' is none of ${DECISIONS.join(', ')}.`);
      return value;
    })
    .option('--cell <name>', 'only this cell')
    .option('--json', 'the records as they are')
    .action(async (file: string, flags: ShowFlags) => done(await show(file, flags)));
}

async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  } catch (e) {
    throw new UsageError(`cannot read ${file}: ${reason(e)}`);
  }
}

async function verify(file: string): Promise<number> {
  const lines: string[] = [];
  for await (const line of linesOf(file)) lines.push(line);
  const verdict = verifyAuditLog(lines);
  if (!verdict.ok) {
    writeAll(2, `${pc.red('broken')} at line ${verdict.line}: ${verdict.why}\n`);
    return EXIT.error;
  }
  writeAll(1, `${pc.green('whole')}: ${verdict.records} records, the last hash is ${verdict.last}\n`);
  return EXIT.ok;
}

async function show(file: string, flags: ShowFlags): Promise<number> {
  const wanted = filterOf(flags);
  let number = 0;
  for await (const line of linesOf(file)) {
    number++;
    if (line === '') continue;
    const record = parseAuditRecord(line);
    if (record === undefined) throw new UsageError(`${file}:${number}: it is no record of an audit log`);
    if (wanted(record)) writeAll(1, `${flags.json === true ? line : describe(record)}\n`);
  }
  return EXIT.ok;
}

function filterOf(flags: ShowFlags): (r: AuditRecord) => boolean {
  const events = flags.event?.split(',');
  const decisions = flags.decision?.split(',');
  return (r) =>
    (events === undefined || events.some((pattern) => segmentMatches(pattern, r.event))) &&
    (decisions === undefined || decisions.includes(r.decision)) &&
    (flags.cell === undefined || r.cell === flags.cell);
}

const COLOURS = { allow: pc.green, deny: pc.red, ask: pc.yellow, note: pc.dim };

function describe(r: AuditRecord): string {
  const colour = COLOURS[r.decision] ?? pc.dim;
  const args = r.args.map((a) => printable(JSON.stringify(a), 80)).join(', ');
  const where = r.line > 0 ? pc.dim(` ${printable(r.filename, 60)}:${r.line}`) : '';
  const cell = r.cell === 'main' ? '' : ` ${pc.cyan(printable(r.cell, 40))}`;
  const rule = r.rule === '' ? '' : pc.dim(`  ${printable(r.rule, 120)}`);
  const name = printable(r.event, 60);
  return `${String(r.seq).padStart(5)}${cell} ${colour(r.decision.padEnd(5))} ${pc.bold(name)}(${args})${where}${rule}`;
}
