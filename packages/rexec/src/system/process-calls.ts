/** Environment, names of the process, and sleep: answers that are made up, or waiting. */
import type { Plain, SystemAnswer } from '@rexec/python';
import type { CallName } from './calls.js';
import { errorAnswer, NONE, valueAnswer } from './fault.js';
import type { Guard, Handler, Handlers } from './guard.js';
import type { Maybe } from './later.js';

export interface ProcessNames {
  readonly pid?: number;
  readonly ppid?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly user?: string;
  readonly host?: string;
  readonly sysname?: string;
  readonly release?: string;
  readonly version?: string;
  readonly machine?: string;
  readonly cpus?: number;
}

/** What a process is called where the policy does not say. */
export const DEFAULT_PROCESS: Required<ProcessNames> = {
  pid: 1,
  ppid: 0,
  uid: 1000,
  gid: 1000,
  user: 'nobody',
  host: 'cell',
  sysname: 'Linux',
  release: '0',
  version: '0',
  machine: 'rexec',
  cpus: 1,
};

export interface ProcessOptions {
  readonly environment?: Readonly<Record<string, string>> | ReadonlyMap<string, string>;
  readonly process?: ProcessNames;
  readonly limits?: { readonly time?: number | undefined };
  readonly sleep?: ((nanoseconds: bigint) => Maybe<void>) | undefined;
  readonly milliseconds?: () => number;
}

/** Longest sleep, in milliseconds, where the cell has no limit of time. */
const LONGEST_SLEEP = 3_600_000;

export class ProcessCalls implements Handlers {
  constructor(
    private readonly guard: Guard,
    private readonly options: ProcessOptions,
  ) {}

  handler(name: CallName): Handler | undefined {
    switch (name) {
      case 'environ':
        return () => this.environ();
      case 'process':
        return () => this.names();
      case 'sleep':
        return this.sleep();
      default:
        return undefined;
    }
  }

  private environ(): SystemAnswer {
    const given = this.options.environment ?? {};
    const variables = given instanceof Map ? [...given] : Object.entries(given as Record<string, string>);
    return valueAnswer(variables.map(([name, value]): Plain => [name, value]));
  }

  private names(): SystemAnswer {
    const p = { ...DEFAULT_PROCESS, ...this.options.process };
    const { pid, ppid, uid, gid, user, host, sysname, release, version, machine, cpus } = p;
    return valueAnswer([pid, ppid, uid, gid, user, host, sysname, release, version, machine, cpus]);
  }

  private sleep(): Handler {
    const { guard, options } = this;
    const longest = Math.min(options.limits?.time ?? LONGEST_SLEEP, LONGEST_SLEEP);
    const sleep = options.sleep ?? realSleep(guard, longest, options.milliseconds ?? (() => performance.now()));
    const slept = (ns: bigint): Maybe<SystemAnswer> => {
      const waiting = sleep(ns);
      return waiting instanceof Promise ? waiting.then(() => NONE) : NONE;
    };
    return (args, place) => {
      const ns = BigInt(args[0] as number | bigint);
      if (ns < 0n) return errorAnswer('EINVAL');
      const refusal = guard.authorizeAll('time.sleep', [Number(ns) / 1e9], [], place, 'clock');
      return refusal instanceof Promise ? refusal.then((r) => r ?? slept(ns)) : (refusal ?? slept(ns));
    };
  }
}

/** Waits in real time, never less than was asked, no longer than the cell's time, and wakes at the cell's end. */
function realSleep(guard: Guard, longest: number, clock: () => number): (ns: bigint) => Maybe<void> {
  let wake: (() => void) | null = null;
  guard.atEnd(() => wake?.());
  return (ns) => {
    if (ns === 0n) return;
    const until = clock() + Math.min(Number(ns) / 1e6, longest + 1);
    return new Promise<void>((resolve) => {
      let timer = setTimeout(look, until - clock());
      // The host's timers fire up to a millisecond early.
      function look() {
        const left = until - clock();
        if (left > 0) timer = setTimeout(look, left);
        else done();
      }
      function done() {
        clearTimeout(timer);
        wake = null;
        resolve();
      }
      wake = done;
    });
  };
}
