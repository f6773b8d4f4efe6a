/**
 * The one interface through which every effect leaves the machine.
 *
 * A cell without powers has no clock, no entropy, no console and no files: the default of each is absence. Whoever
 * embeds the machine hands in the powers that a program may have. An answer crosses as an exact primitive or a copy.
 */

/** Time. Seconds are integers of nanoseconds as bigint, as `time.time_ns()`. */
export interface Clock {
  /** Nanoseconds since the Unix epoch. */
  now(): bigint;
  /** Nanoseconds of a clock that never goes back; the machine's own time limit reads it too. */
  monotonic(): bigint;
  /** Nanoseconds of processor time, for `time.process_time()`. */
  processTime(): bigint;
  /** Wait this many nanoseconds; absent: `time.sleep()` returns at once. */
  sleep?(nanoseconds: bigint): void;
}

/** Randomness from outside: `n` bytes. */
export interface Entropy {
  bytes(n: number): Uint8Array;
}

/** The standard streams. Text goes out as the exact UTF-16 string; a lone surrogate is already escaped. */
export interface Console {
  stdout(text: string): void;
  stderr(text: string): void;
  /** One line with its newline, '' at the end of the input. May be absent: then `input()` raises EOFError. */
  readline?(): string;
}

/** Where `import` found a source module: its text, read-only. */
export interface FoundSource {
  source: string;
  filename: string;
  isPackage: boolean;
}

/** What crosses between a cell and its supervisor: exact primitives, bytes and lists of them. Nothing of the heap. */
export type Plain = Exact | readonly Plain[];

/** Exact primitives and bytes: what values that cross are made of. */
export type Exact = null | boolean | number | bigint | string | Uint8Array;

/** Where a program stands: the innermost frame that is its own. */
export interface Place {
  readonly filename: string;
  /** Line, from 1; 0: nowhere. */
  readonly line: number;
  /** Fuel spent so far. */
  readonly fuel: number;
}

/**
 * One call of the system, as a message: `open`, `read`, `socket.connect`, `import`. The table of all calls with their
 * arguments is the supervisor's (`packages/rexec/src/system/calls.ts`).
 */
export interface SystemCall {
  readonly name: string;
  readonly args: readonly Plain[];
  readonly place: Place;
}

/** What the system answers: a value, an error of the operating system's kind, or a refusal by the policy. */
export type SystemAnswer =
  | { readonly kind: 'value'; readonly value: Plain; readonly spent?: Spent }
  /** Becomes OSError, or its subclass by errno. */
  | {
      readonly kind: 'error';
      readonly errno: number;
      readonly strerror: string;
      readonly filename?: string;
      readonly filename2?: string;
    }
  /** The policy said no. `type` names a built-in exception (default PermissionError); `message` tells the author why. */
  | {
      readonly kind: 'refused';
      readonly message: string;
      readonly type?: string;
      readonly filename?: string;
      /** Nothing allows it, and nothing forbids it: a module that is not there either is simply not found. */
      readonly unlisted?: boolean;
    }
  /** The run ends: a limit of the supervisor's side, or the host has stopped the cell. No Python code sees it. */
  | { readonly kind: 'limit'; readonly limit: 'effects' | 'output' | 'stopped'; readonly message: string };

/** What an answer cost elsewhere on the cell's account (a cell inside it): fuel, and bytes held from now on or given back. */
export interface Spent {
  readonly fuel: number;
  readonly memory: number;
}

/** "The answer comes later": the machine pauses, and whoever embeds it goes on with `resumeAnswered`. */
export interface Later {
  readonly kind: 'later';
}

/** The operating system as the cell sees it. */
export interface System {
  call(call: SystemCall): SystemAnswer | Later;
  /** Attributes of the host's things (`host_get`, `host_set`, `host_delete`) are never answered later. */
  readonly attributesAtOnce?: boolean;
  /** An event that has no effect of its own (`exec`, `compile`, `sys._getframe`): for the record, unless a refusal is the answer. */
  audit?(event: string, args: readonly Plain[], place: Place): SystemAnswer | undefined | void;
}

/** All powers; each may be absent. Without a system every effect on files, network, processes is refused. */
export interface Powers {
  clock?: Clock;
  entropy?: Entropy;
  console?: Console;
  system?: System;
  /** The host's own functions and objects (calls `host_…`), where there is no system. */
  host?: System;
  /** The program may read what it has spent, and what it may spend. */
  budget?: boolean;
  /** The refusal of an absent power, reported so that a supervisor can record it. */
  refused?(event: string, detail: string): void;
}
