/** What a cell in a process is made with; under a policy, the supervisor of the policy on this side. */
import type { Place, Plain, RaisableLimit, SystemAnswer, Usage } from '@rexec/python';
import type { AuditHooks } from '../audit/hook.js';
import { HostTable } from '../bastion/handlers.js';
import type { Exchange } from '../bastion/values.js';
import { type PolicyCellOptions, worldOf } from '../cell/policy-options.js';
import type { CellRecorder } from '../cell/recorded.js';
import type { WorldState } from '../cell/saved.js';
import type { CellSettings } from '../cell/settings.js';
import { defined } from '../system/defined.js';
import type { Refusal, Supervisor } from '../system/supervisor.js';
import { processCells } from './nested-process.js';

/** What answers a cell's calls. A `PromisedAnswer` is waited for. */
export interface ProcessSystem {
  call(call: { name: string; args: readonly Plain[]; place: Place }): SystemAnswer | { readonly kind: 'later' };
  audit?(event: string, args: readonly Plain[], place: Place): void;
}

export interface ProcessCellOptions {
  settings: CellSettings;
  system: ProcessSystem;
  /** `jail`: bubblewrap around the process, where it is installed. */
  isolation?: 'process' | 'jail';
  onStdout?: (text: string) => void;
  onStderr?: (text: string) => void;
  /** Collect output in the result (default true). */
  collect?: boolean;
  /** As `CellOptions.onLimit`; the memory of a process cannot be raised. */
  onLimit?: (limit: RaisableLimit, usage: Usage) => number | undefined;
  /** What the system has refused since the last call. */
  takeRefused?: () => Refusal[];
  /** Called when the process has ended. */
  onDispose?: () => void;
  /** Where the host's audit hooks hear of events. */
  hooks?: AuditHooks;
  /** How values cross: the table that the system's host calls use. */
  exchange?: Exchange;
  /** The supervisor's side, for snapshots. */
  world?: WorldState;
  recorder?: CellRecorder;
}

/** A cell under a policy; `interrupted` is `dispose` here. */
export interface ProcessPolicyOptions
  extends Omit<PolicyCellOptions, 'interrupted'>,
    Pick<ProcessCellOptions, 'isolation'> {}

/** `timeLeft` is asked for what the cell has once it is made. */
export function underPolicy(options: ProcessPolicyOptions, timeLeft: () => number): ProcessCellOptions {
  const { onStdout, onStderr, collect, onLimit, isolation, between, recorder } = options;
  const exchange = new HostTable();
  const out = {
    stdout: (text: string) => {
      recorder?.wrote('stdout', text);
      onStdout?.(text);
    },
    stderr: (text: string) => {
      recorder?.wrote('stderr', text);
      onStderr?.(text);
    },
  };
  const { policy, supervisor, settings } = worldOf(options, exchange, { make: processCells(isolation), timeLeft }, out);
  return {
    settings: recorder === undefined ? settings : { ...settings, remote: true },
    exchange,
    world: {
      policy,
      again: options,
      mayFindSource: (name) => supervisor.mayFindSource(name),
      save: () => [supervisor.save(), 0n, 0n],
      load: (saved) => {
        supervisor.load(saved);
        return supervisor.setAside;
      },
      gather: () => supervisor.gather(),
      ready: () => supervisor.ready(),
    },
    system: between?.(supervisor) ?? answering(supervisor),
    hooks: supervisor.hooks,
    takeRefused: () => supervisor.takeRefused(),
    onDispose: () => supervisor.end(),
    ...defined({ isolation, onStdout, onStderr, collect, onLimit, recorder }),
  };
}

/** Events without an effect are not waited for in the process: where a hook refuses one, the run ends. */
function answering(supervisor: Supervisor): ProcessSystem {
  return {
    call: (call) => supervisor.call(call),
    audit: (event, args, place) => {
      const refusal = supervisor.audit(event, args, place);
      if (refusal !== undefined) supervisor.stop(`an audit hook refused ${event}: ${refusal.message}`);
    },
  };
}
