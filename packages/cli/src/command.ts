/** The `rexec` command: its options and subcommands. */
import { existsSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import pc from 'picocolors';
import { EXIT } from './exit-codes.js';
import { addRunOptions, type RunFlags } from './options.js';
import { type RunInline, runModule, runSource, writeAll } from './run.js';
import { readSource, UsageError } from './source.js';

const VERSION = '0.1.0';

const EXIT_HELP = `
Exit status:
  the program's own (sys.exit), or
  ${EXIT.ok}    it ended well
  ${EXIT.error}    an exception that nothing caught
  ${EXIT.usage}   the command line is wrong, or the input cannot be read
  ${EXIT.limit}  a limit ended it
  ${EXIT.refused}  it ended by the refusal of an effect (a file, the network, ...)

Examples:
  rexec run program.py                        run a program that you do not trust
  rexec run --time 2 --memory 64M program.py  with tighter limits
  rexec run --json - < program.py             the result as JSON
  rexec -c "print(6 * 7)"                     run a line
  rexec -m unittest                           run the tests of the current directory
  rexec run --record run.rec program.py       record it; rexec replay run.rec goes through it again
  rexec check --profile config app.conf       is it Python, and no more than that profile?
  rexec policy check policy.toml              is the policy right?
  rexec                                       an interactive session

Options of rexec stand before the program; what stands after it is the program's own.`;

/** What stands on the Python engine, or is used seldom: not there in the part of the command that loads fast. */
export interface WholeCommand {
  readonly runInline: RunInline;
  readonly startRepl: (flags: RunFlags, version: string) => Promise<number>;
  readonly disassemble: (source: string, filename: string) => number;
  /** Further subcommands. */
  readonly add: (program: Command, ended: (status: number) => void) => void;
}

let status: number = EXIT.ok;

/** Gives the exit status; it never throws for bad input. Without `whole` only `run`, `-c` and standard input are there. */
export async function command(argv: readonly string[], whole?: WholeCommand): Promise<number> {
  status = EXIT.ok;
  try {
    await program(argv, whole);
  } catch (e) {
    if (e instanceof CommanderError) return e.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (e instanceof UsageError) {
      complain(e.message);
      return EXIT.usage;
    }
    if (process.env['REXEC_DEBUG'] !== undefined) throw e;
    complain(
      `internal error: ${e instanceof Error ? e.message : String(e)} (please report it; REXEC_DEBUG=1 shows more)`,
    );
    return 70;
  }
  return status;
}

function complain(message: string): void {
  writeAll(2, `${pc.red('rexec:')} ${message}\n`);
}

/** The parser's messages in the form of ours: one line. */
function parserError(text: string): void {
  const line = text
    .trim()
    .replace(/^error: /, '')
    .replace(/\n\((.*)\)$/, '; $1')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\.$/, '');
  complain(`${line} (rexec --help shows what there is)`);
}

/** Whether a command line is one for `command` without `whole`. */
export function runsApart(argv: readonly string[]): boolean {
  // A program's own argument of this name costs only time.
  if (argv.some((word) => word === 'inline' || word.endsWith('=inline'))) return false;
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (word === 'run' || word === '-' || /^-[cm]/.test(word)) return true;
    if (!/^--[a-z]/.test(word) || /^--(help|version)$/.test(word)) return false;
    if (WITH_VALUE.test(word)) i++;
  }
  return process.stdin.isTTY !== true;
}

const WITH_VALUE = /^--(fuel|time|memory|recursion|output|path|policy|audit|record|isolation)$/;

/** What `-c` and `-m` lack where nothing follows. */
const MISSING = {
  c: '-c needs the source text to run, like: rexec -c "print(1)"',
  m: '-m needs the name of a module, like: rexec -m unittest',
};

/**
 * `-c CODE` and `-m MODULE` end the options, as Python's do: what follows is the program's. Splits the command line there;
 * undefined where there is none before the first word (`run` may stand before it).
 */
function splitProgram(
  argv: readonly string[],
): { options: string[]; kind: 'c' | 'm'; text: string; args: string[] } | undefined {
  const options: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    if (/^-[cm]/.test(word)) {
      const kind = word[1] as 'c' | 'm';
      const inWord = word.length > 2;
      const text = inWord ? word.slice(2) : argv[i + 1];
      if (text === undefined) throw new UsageError(MISSING[kind]);
      return { options, kind, text, args: argv.slice(i + (inWord ? 1 : 2)) };
    }
    if (word === 'run' && !argv.slice(0, i).includes('run')) continue;
    if (!word.startsWith('-') || word === '--' || word === '-') return undefined;
    options.push(word);
    if (WITH_VALUE.test(word) && ++i < argv.length) options.push(argv[i]!);
  }
  return undefined;
}

async function program(argv: readonly string[], whole: WholeCommand | undefined): Promise<void> {
  const split = splitProgram(argv);
  const inline = whole?.runInline;
  const p = new Command('rexec');
  p.description('Run Python that you do not trust: in a padded cell, under limits.')
    .usage('[options] [command]')
    .version(`rexec ${VERSION} (Python 3.14)`, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .exitOverride()
    .configureOutput({ writeErr: (s) => writeAll(2, s), writeOut: (s) => writeAll(1, s), outputError: parserError })
    .enablePositionalOptions()
    .addHelpText('after', EXIT_HELP);
  addRunOptions(p)
    .option('-c <code>', "run this source text; what follows are the program's arguments")
    .option('-m <module>', 'run a module as the program, in the current directory: unittest, doctest, json.tool, ...')
    .argument('[command]')
    .action(async (word: string | undefined, flags: RunFlags) => {
      if (split?.kind === 'm') status = await runModule(split.text, split.args, flags, inline);
      else if (split !== undefined)
        status = await runSource(`${split.text}\n`, '<string>', ['-c', ...split.args], flags, inline);
      else if (word === '-') status = await runSource(readSource('-'), '<stdin>', ['-'], flags, inline);
      else if (word !== undefined) throw new UsageError(unknownCommand(word));
      else if (process.stdin.isTTY !== true) status = await runSource(readSource('-'), '<stdin>', [''], flags, inline);
      else if (whole !== undefined) status = await whole.startRepl(flags, VERSION);
    });
  addRunOptions(p.command('run'))
    .description('run a program (or -m MODULE)')
    .argument('<file>', "the program; '-' is standard input")
    .argument('[args...]', 'its arguments (sys.argv)')
    .passThroughOptions()
    .action(async (file: string, args: string[], flags: RunFlags) => {
      status = await runSource(readSource(file), nameOf(file), [file, ...args], { ...p.opts(), ...flags }, inline);
    });
  if (whole !== undefined) addWhole(p, whole);
  for (const c of p.commands) c.copyInheritedSettings(p).helpOption('-h, --help', 'show this help');
  await p.parseAsync(split === undefined ? [...argv] : split.options, { from: 'user' });
}

function addWhole(p: Command, whole: WholeCommand): void {
  addRunOptions(p.command('repl'))
    .description('an interactive session (what rexec alone does on a terminal)')
    .action(async (flags: RunFlags) => {
      status = await whole.startRepl({ ...p.opts(), ...flags }, VERSION);
    });
  p.command('dis')
    .description('show the instructions that a file compiles to')
    .argument('<file>', "the program; '-' is standard input")
    .action((file: string) => {
      status = whole.disassemble(readSource(file), nameOf(file));
    });
  whole.add(p, (s) => {
    status = s;
  });
}

const nameOf = (file: string): string => (file === '-' ? '<stdin>' : file);

function unknownCommand(word: string): string {
  const help = 'rexec --help shows what there is';
  return existsSync(word) ? `to run a file write: rexec run ${word} (${help})` : `unknown command '${word}' (${help})`;
}
