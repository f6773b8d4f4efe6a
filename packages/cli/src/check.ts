/** `rexec check`: what is wrong with programs, without running them: their syntax, and what a language does not allow. */
import { type Command, Option } from 'commander';
import pc from 'picocolors';
import {
  checkSource,
  type Finding,
  findingLine,
  type LanguageRules,
  languageOf,
  PROFILE_NAMES,
  type ProfileName,
} from 'rexec';
import { EXIT } from './exit-codes.js';
import { loadPolicy } from './policy-file.js';
import { writeAll } from './run.js';
import { readSource, UsageError } from './source.js';

interface CheckFlags {
  readonly policy?: string;
  readonly profile?: ProfileName;
  readonly json?: boolean;
}

export function addCheckCommand(program: Command, ended: (status: number) => void): void {
  program
    .command('check')
    .description('check files without running them: their syntax, and the language of a policy or profile')
    .argument('<files...>', "the programs; '-' is standard input")
    .option('--policy <file>', 'hold them to the language of this policy (a document, or a preset)')
    .addOption(new Option('--profile <name>', 'hold them to this profile').choices([...PROFILE_NAMES]))
    .option('--json', 'print one JSON array of findings, for editors')
    .addHelpText(
      'after',
      `\nExit status 0: nothing was found, ${EXIT.error}: a file is not Python, ${EXIT.refused}: the language does not allow it.`,
    )
    .action((files: string[], flags: CheckFlags) => {
      ended(check(files, flags));
    });
}

function check(files: readonly string[], flags: CheckFlags): number {
  const language: LanguageRules[] = [
    ...(flags.policy === undefined ? [] : loadPolicy(flags.policy).parts.language),
    ...(flags.profile === undefined ? [] : [languageOf(flags.profile)]),
  ];
  const all: Finding[] = [];
  let status: number = EXIT.ok;
  for (const file of files) {
    let source: string;
    try {
      source = readSource(file);
    } catch (e) {
      // A file that cannot be read does not keep the others from being checked.
      if (!(e instanceof UsageError)) throw e;
      writeAll(2, `${pc.red('rexec:')} ${e.message}\n`);
      status = Math.max(status, EXIT.usage);
      continue;
    }
    const findings = checkSource(source, language, { filename: file === '-' ? '<stdin>' : file });
    for (const f of findings) status = Math.max(status, f.rule === 'syntax' ? EXIT.error : EXIT.refused);
    if (flags.json === true) all.push(...findings);
    else for (const f of findings) writeAll(1, shown(f));
  }
  if (flags.json === true) writeAll(1, `${JSON.stringify(all)}\n`);
  return status;
}

function shown(f: Finding): string {
  const line = findingLine(f);
  const place = `${f.filename}:${f.line}:${f.column}:`;
  const head = `${pc.bold(place)}${line.slice(place.length)}`;
  const [above, code, carets] = f.frame.split('\n');
  return f.frame === '' ? `${head}\n` : `${head}\n${above}\n${code}\n${pc.red(carets!)}\n`;
}
