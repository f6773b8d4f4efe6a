/** The `rexec` command: its options and subcommands. */
import { Command, CommanderError } from 'commander';
import pc from 'picocolors';
import { checkSource, disassembleSource } from './dis.js';
import { EXIT } from './exit-codes.js';
import { addRunOptions, type RunFlags } from './options.js';
import { startRepl } from './repl.js';
import { runSource, writeAll } from './run.js';
import { readSource, UsageError } from './source.js';

const VERSION = '0.1.0';

const EXIT_HELP = `
Exit status:
  the program's own (sys.exit), ${EXIT.ok} when it ends well,
  ${EXIT.error} for an uncaught exception, ${EXIT.limit} when a limit ended it,
  ${EXIT.refused} when it ended by the refusal of an effect, ${EXIT.usage} for bad usage.

Examples:
  rexec run program.py                       run a program that you do not trust
  rexec run program.py --time 2 --memory 64M with tighter limits
  rexec run --json - < program.py            a machine-readable result
  rexec -c "print(6 * 7)"                    run a line
  rexec                                      an interactive session`;

let status: number = EXIT.ok;

/** `main(argv)` gives the exit status; it never throws for bad input. */
export async function main(argv: readonly string[]): Promise<number> {
  status = EXIT.ok;
  try {
    await program().parseAsync([...argv], { from: 'user' });
  } catch (e) {
    if (e instanceof CommanderError) return e.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (e instanceof UsageError) {
      writeAll(2, `${pc.red('rexec:')} ${e.message}\n`);
      return EXIT.usage;
    }
    if (process.env['REXEC_DEBUG'] !== undefined) throw e;
    writeAll(
      2,
      `${pc.red('rexec:')} internal error: ${e instanceof Error ? e.message : String(e)} (please report it; REXEC_DEBUG=1 shows more)\n`,
    );
    return 70;
  }
  return status;
}

function program(): Command {
  const p = new Command('rexec');
  p.description('Run Python that you do not trust: in a padded cell, under limits.')
    .version(`rexec ${VERSION} (Python 3.14)`)
    .exitOverride()
    .configureOutput({ writeErr: (s) => writeAll(2, s), writeOut: (s) => writeAll(1, s) })
    .enablePositionalOptions()
    .showHelpAfterError('(rexec --help shows what there is)')
    .addHelpText('after', EXIT_HELP);
  addRunOptions(p)
    .option('-c <code>', 'run this source text')
    .argument('[args...]', 'arguments of the -c program')
    .action(async (args: string[], flags: RunFlags & { c?: string }) => {
      if (flags.c !== undefined) status = runSource(`${flags.c}\n`, '<string>', ['-c', ...args], flags);
      else if (args.length > 0)
        throw new UsageError(`unknown command '${args[0]}'; to run a file write: rexec run ${args[0]}`);
      else if (process.stdin.isTTY !== true) status = runSource(readSource('-'), '<stdin>', [''], flags);
      else status = await startRepl(flags, VERSION);
    });
  addRunOptions(p.command('run'))
    .description('run a program')
    .argument('<file>', "the program; '-' is standard input")
    .argument('[args...]', 'its arguments (sys.argv)')
    .passThroughOptions()
    .action((file: string, args: string[], flags: RunFlags) => {
      status = runSource(readSource(file), file === '-' ? '<stdin>' : file, [file, ...args], { ...p.opts(), ...flags });
    });
  p.command('repl')
    .description('an interactive session')
    .action(async () => {
      status = await startRepl(p.opts(), VERSION);
    });
  p.command('dis')
    .description('show the instructions that a file compiles to')
    .argument('<file>', "the program; '-' is standard input")
    .action((file: string) => {
      status = disassembleSource(readSource(file), file === '-' ? '<stdin>' : file);
    });
  p.command('check')
    .description('check the syntax of files without running them')
    .argument('<files...>', "the programs; '-' is standard input")
    .action((files: string[]) => {
      for (const file of files)
        status = Math.max(status, checkSource(readSource(file), file === '-' ? '<stdin>' : file));
    });
  for (const c of p.commands) c.exitOverride().showHelpAfterError('(rexec --help shows what there is)');
  return p;
}
