/**
 * `rexec policy suggest PROGRAM`: runs a program that may do almost everything (what it writes stays in memory), records
 * what it does, and prints the least policy under which it can do that again.
 */
import { dirname, resolve } from 'node:path';
import pc from 'picocolors';
import {
  Cell,
  garbageCollector,
  HostTree,
  MemorySink,
  monotonicMilliseconds,
  NodeNetwork,
  networkCalls,
  OverlayTree,
  Policy,
  PolicyRecorder,
  policyToToml,
  realClock,
  realEntropy,
  Supervisor,
  suggestPolicy,
} from 'rexec';
import { EXIT } from './exit-codes.js';
import { limitsOf, type RunFlags } from './options.js';
import { readLine, writeAll } from './run.js';
import { readSource } from './source.js';

const OVERLAY = 256 * 2 ** 20;

export async function suggest(file: string, args: readonly string[], flags: RunFlags): Promise<number> {
  const source = readSource(file);
  const trial = Policy.from(
    { extends: 'trusted', files: { mounts: [{ at: '/', host: '/', access: 'overlay' }] } },
    { filename: 'trial' },
  );
  const recorder = new PolicyRecorder(trial);
  const imports = new MemorySink();
  const cwd = process.cwd();
  const modulePath = [file === '-' ? cwd : dirname(resolve(file))];
  const toError = (text: string) => writeAll(2, text);
  const supervisor = new Supervisor({
    policy: recorder,
    mounts: [{ at: '/', tree: new OverlayTree(new HostTree('/'), { size: OVERLAY, files: 100_000 }) }],
    cwd,
    modulePath,
    // Standard output is the policy's.
    console: { stdout: toError, stderr: toError, readline: readLine },
    sinks: [{ write: (event) => event.event === 'import' && imports.write(event) }],
    limits: { effects: Number.POSITIVE_INFINITY, openFiles: 1000, output: Number.POSITIVE_INFINITY },
    handlers: [networkCalls({ network: trial.parts.network, backend: new NodeNetwork() })],
  });
  const cell = Cell.create({
    limits: limitsOf(flags),
    deadlineClock: monotonicMilliseconds,
    collectGarbage: garbageCollector(),
    powers: { clock: realClock, entropy: realEntropy, system: supervisor },
    argv: [file, ...args],
    collect: false,
    onStdout: toError,
    onStderr: toError,
  });
  const result = await cell.runProgram(source, { filename: file });
  const document = suggestPolicy(recorder.operations, {
    cwd,
    modulePath,
    moduleFiles: imports.events.flatMap(({ args: [, found] }) => (typeof found === 'string' ? [found] : [])),
  });
  const how =
    result.status === 'ok'
      ? 'it ended well'
      : `it ended by ${result.error?.type ?? result.status}: the policy may lack what would have followed`;
  writeAll(2, `${pc.dim(`rexec: ${how}; what it wrote was kept in memory and is gone`)}\n`);
  writeAll(1, flags.json === true ? `${JSON.stringify(document, null, 2)}\n` : policyToToml(document));
  return result.status === 'ok' ? EXIT.ok : EXIT.error;
}
