/** `rexec policy check|explain|schema|suggest`. */
import type { Command } from 'commander';
import pc from 'picocolors';
import {
  ATTRIBUTE_HELP,
  checkSource,
  type Decision,
  Declarations,
  explainAttribute,
  explainDecision,
  OPERATION_HELP,
  type Policy,
  PolicyError,
  parseAttributeQuestion,
  parseOperation,
  policyJsonSchema,
} from 'rexec';
import { EXIT } from './exit-codes.js';
import { addRunOptions, type RunFlags } from './options.js';
import { loadPolicy, readPolicy } from './policy-file.js';
import { suggest } from './policy-suggest.js';
import { writeAll } from './run.js';
import { readText, UsageError } from './source.js';

const FILE = "the policy: a file (.json is JSON, anything else TOML), the name of a preset, or '-' for standard input";

export function addPolicyCommands(program: Command, ended: (status: number) => void): void {
  const p = program.command('policy').description('check a policy, and see what it decides');
  p.command('check')
    .description('check policies; each mistake is one line')
    .argument('<files...>', FILE)
    .action((files: string[]) => {
      const statuses = files.map(check);
      ended(Math.max(...statuses));
    });
  p.command('explain')
    .description('what an operation would get, and which line of the policy decides')
    .argument('<file>', `${FILE}; not with --declarations`)
    .argument('[operation...]', 'what a program does')
    .option('--declarations <file>', "declarations of the host's objects (JSON), for attributes")
    .option('--json', 'print one JSON object for each decision')
    .addHelpText(
      'after',
      `\nOperations:\n  ${OPERATION_HELP.join('\n  ')}\n  code SOURCE                 what the language of the policy says of it\n  ${ATTRIBUTE_HELP}\n\nExit status 0: allowed, ${EXIT.refused}: refused or asked.`,
    )
    .passThroughOptions()
    .action((file: string, words: string[], flags: { json?: boolean; declarations?: string }) => {
      const json = flags.json === true;
      if (flags.declarations === undefined) ended(explain(file, words, json));
      else ended(explainDeclared(flags.declarations, [file, ...words], json));
    });
  p.command('resolve')
    .description('print a policy as a document without preset, units and defaults')
    .argument('<file>', FILE)
    .action((file: string) => {
      writeAll(1, `${JSON.stringify(loadPolicy(file).toDocument(), null, 2)}\n`);
    });
  addRunOptions(p.command('suggest'))
    .description('run a program that may do almost everything, and print the least policy that it needs')
    .argument('<file>', "the program; '-' is standard input")
    .argument('[args...]', 'its arguments (sys.argv)')
    .addHelpText(
      'after',
      '\nThe program reads the files of this machine and reaches the network; what it writes stays in memory.\nRun only what you would run without a cell.',
    )
    .passThroughOptions()
    .action(async (file: string, args: string[], flags: RunFlags) => {
      ended(await suggest(file, args, flags));
    });
  p.command('schema')
    .description('print the JSON Schema of policies, for editors')
    .action(() => {
      writeAll(1, `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
    });
}

function check(file: string): number {
  try {
    const policy = readPolicy(file);
    writeAll(1, `${file}: ${pc.green('ok')} ${policy.digest().slice(0, 16)}\n`);
    return EXIT.ok;
  } catch (e) {
    if (e instanceof PolicyError) for (const line of e.lines) writeAll(2, `${pc.red('rexec:')} ${line}\n`);
    else if (e instanceof UsageError) writeAll(2, `${pc.red('rexec:')} ${e.message}\n`);
    else throw e;
    return EXIT.usage;
  }
}

function explain(file: string, words: readonly string[], json: boolean): number {
  const policy = loadPolicy(file);
  if (words[0] === 'code') return explainCode(policy, words.slice(1).join(' '), json);
  const operations = parseOperation(words);
  if (typeof operations === 'string') throw new UsageError(operations);
  let allowed = true;
  for (const operation of operations) {
    const decision = policy.decide(operation);
    allowed &&= decision.action === 'allow';
    if (json) writeAll(1, `${JSON.stringify({ operation, ...decision })}\n`);
    else writeAll(1, coloured(explainDecision(operation, decision), decision));
  }
  return allowed ? EXIT.ok : EXIT.refused;
}

/** Each finding as a decision. */
function explainCode(policy: Policy, source: string, json: boolean): number {
  if (source === '') throw new UsageError("code needs the source, like: code 'while x: pass'");
  const findings = checkSource(source, policy, { filename: '<code>' });
  if (json) for (const f of findings) writeAll(1, `${JSON.stringify(f)}\n`);
  else if (findings.length === 0) writeAll(1, `${pc.green('allow')}  code ${source}\n`);
  else {
    for (const { rule, source: where, message, line, column } of findings) {
      const stands = where === '' ? '' : ` (${where})`;
      writeAll(1, `${pc.red('deny')}   ${line}:${column}\n  rule   ${rule}${stands}\n  why    ${message}\n`);
    }
  }
  return findings.length === 0 ? EXIT.ok : EXIT.refused;
}

/** What declarations say of an attribute of the host's. */
function explainDeclared(file: string, words: readonly string[], json: boolean): number {
  const question = parseAttributeQuestion(words);
  if (typeof question === 'string') throw new UsageError(question);
  const { text, decision } = explainAttribute(readDeclarations(file), question);
  writeAll(1, json ? `${JSON.stringify({ operation: question, ...decision })}\n` : coloured(text, decision));
  return decision.action === 'allow' ? EXIT.ok : EXIT.refused;
}

function readDeclarations(file: string): Declarations {
  const text = readText(file);
  try {
    return Declarations.fromJSON(JSON.parse(text));
  } catch (e) {
    throw new UsageError(`${file}: ${(e as Error).message}`);
  }
}

function coloured(text: string, { action }: Pick<Decision, 'action'>): string {
  const colour = { allow: pc.green, ask: pc.yellow, deny: pc.red }[action];
  return colour(text.slice(0, action.length)) + text.slice(action.length);
}
