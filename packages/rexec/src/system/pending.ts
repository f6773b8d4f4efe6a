/**
 * Calls of the host that are under way while the program goes on (asyncio), and the wait for them: one call of the system
 * waits for sockets, finished calls and time together. The numbers of calls are the program's own: after a restore elsewhere
 * nothing is under way here, which `wait` says, and the program begins its calls anew.
 */
import type { Plain, SystemAnswer } from '@rexec/python';
import type { CallName } from './calls.js';
import { errorAnswer, NONE } from './fault.js';
import type { Handler, Handlers } from './guard.js';
import type { Maybe } from './later.js';
import { Changes } from './network-stream.js';

/** Most calls under way at once. */
const MAX_CALLS = 10_000;
/** Longest wait in one piece, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** Sockets that are waited for. */
export interface Watched {
  readonly changes: readonly Changes[];
  ready(): boolean;
  /** Numbers of those that can be read from, and written to. */
  answer(): readonly [readonly number[], readonly number[]];
}

/** Who has sockets. null: one of the numbers is none. */
export interface Sockets {
  watch(reads: readonly number[], writes: readonly number[]): Watched | null;
}

const NO_SOCKETS: Watched = { changes: [], ready: () => false, answer: () => [[], []] };

/** `abort`: made when the function wants to be told that the call was given up. */
interface Call {
  abort: AbortController | null;
}

export class PendingCalls implements Handlers {
  /** Set by the network. */
  sockets: Sockets | null = null;
  private readonly calls = new Map<number, Call>();
  private finished: Plain[] = [];
  private readonly changes = new Changes();
  private ended = false;
  /** Of the calls for which the program stands still, of those that want to know of the cell's end. */
  private readonly waitedFor = new Set<AbortController>();

  /** The calls that need nothing but this. */
  handler(name: CallName): Handler | undefined {
    switch (name) {
      case 'host_wait':
        return (args) => this.wait(args);
      case 'host_abandon':
        return ([number]) => this.abandon(number as number);
      default:
        return undefined;
    }
  }

  /** Begins a call: the answer if it is there at once, else null, and `wait` tells of it. One that is known goes on. */
  begin(number: number, start: (signal: () => AbortSignal) => Maybe<SystemAnswer>): SystemAnswer {
    if (this.calls.has(number)) return NONE;
    if (this.calls.size >= MAX_CALLS) {
      return { kind: 'refused', type: 'RuntimeError', message: `more than ${MAX_CALLS} calls of the host under way` };
    }
    const call: Call = { abort: null };
    const answer = start(() => (call.abort ??= new AbortController()).signal);
    if (!(answer instanceof Promise)) {
      return answer.kind === 'value' ? { kind: 'value', value: [answer.value], ...spentOf(answer) } : answer;
    }
    this.calls.set(number, call);
    void answer.then((a) => {
      if (this.calls.get(number) !== call) return;
      this.finished.push(told(number, a));
      this.changes.fire();
    });
    return NONE;
  }

  /** A call for which the program stands still: given up at the cell's end alone. */
  waited(start: (signal: () => AbortSignal) => Maybe<SystemAnswer>): Maybe<SystemAnswer> {
    const made: { abort?: AbortController } = {};
    const answer = start(() => {
      made.abort ??= new AbortController();
      this.waitedFor.add(made.abort);
      return made.abort.signal;
    });
    const { abort } = made;
    if (abort === undefined) return answer;
    if (answer instanceof Promise) return answer.finally(() => this.waitedFor.delete(abort));
    this.waitedFor.delete(abort);
    return answer;
  }

  /** The program does not want the result any more; the host's function is told by its signal. */
  abandon(number: number): SystemAnswer {
    const call = this.calls.get(number);
    this.calls.delete(number);
    this.finished = this.finished.filter((f) => (f as readonly Plain[])[0] !== number);
    call?.abort?.abort();
    return NONE;
  }

  end(): void {
    this.ended = true;
    const calls = [...this.calls.values()];
    this.calls.clear();
    this.finished = [];
    for (const call of calls) call.abort?.abort();
    for (const abort of this.waitedFor) abort.abort();
    this.waitedFor.clear();
    this.changes.fire();
  }

  /** `reads`, `writes`: numbers of sockets with commas between; `pending`: how many calls the program believes to be under way. */
  wait(args: readonly Plain[]): Maybe<SystemAnswer> {
    const [reads, writes] = [args[0], args[1]].map(numbers);
    const [pending, timeout] = [args[2] as number, args[3] as number];
    if (reads === undefined || writes === undefined) return errorAnswer('EINVAL');
    const none = reads.length + writes.length === 0;
    const watched = none ? NO_SOCKETS : (this.sockets?.watch(reads, writes) ?? null);
    if (watched === null) return errorAnswer('EBADF');
    if (pending !== this.calls.size) return { kind: 'value', value: [[], [], null] };
    const ready = () => this.finished.length > 0 || watched.ready() || this.ended;
    const answer = (): SystemAnswer => {
      const done = this.finished;
      this.finished = [];
      for (const [number] of done as (readonly Plain[])[]) this.calls.delete(number as number);
      return { kind: 'value', value: [...watched.answer(), done] };
    };
    if (ready()) return answer();
    // Without a turn of the host's loop nothing of the outside could come.
    if (timeout === 0) return turn().then(answer);
    return this.until([this.changes, ...watched.changes], ready, timeout).then(answer);
  }

  private until(changes: readonly Changes[], ready: () => boolean, timeout: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = timeout < 0 ? undefined : setTimeout(finish, Math.min(timeout * 1000, LONGEST));
      let undo: (() => void)[] = [];
      const look = () => {
        for (const f of undo) f();
        undo = [];
        if (ready()) finish();
        else undo = changes.map((c) => c.once(look));
      };
      function finish() {
        clearTimeout(timer);
        for (const f of undo) f();
        undo = [];
        resolve();
      }
      undo = changes.map((c) => c.once(look));
    });
  }
}

/** What came of a call: its number and value, or `null`, type and message of an exception. */
function told(number: number, a: SystemAnswer): Plain {
  if (a.kind === 'value') return [number, a.value];
  if (a.kind === 'refused') return [number, null, a.type ?? 'PermissionError', a.message];
  return [number, null, 'RuntimeError', 'an error in the host'];
}

function spentOf(answer: Extract<SystemAnswer, { kind: 'value' }>) {
  return answer.spent === undefined ? {} : { spent: answer.spent };
}

function numbers(v: Plain | undefined): number[] | undefined {
  if (v === '') return [];
  if (typeof v !== 'string' || v.length > 2000 || !/^\d{1,9}(,\d{1,9})*$/.test(v)) return undefined;
  return v.split(',').map(Number);
}

/** One turn of the host's loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    // Browsers have only the timer.
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
