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

/** Answer of a finder: source text of a module, read-only. */
export interface FoundSource {
  source: string;
  filename: string;
  isPackage: boolean;
}

/** Where `import` finds source modules that are not built in. */
export interface Finder {
  find(fullname: string): FoundSource | null;
}

/** An error of the system as the cell sees it; becomes OSError (or its subclass by errno). */
export class SystemError {
  constructor(
    readonly errno: number,
    readonly strerror: string,
    readonly filename?: string,
  ) {}
}

/** An open file of the system. Positions and sizes are bytes. */
export interface OpenFile {
  read(n: number): Uint8Array;
  write(data: Uint8Array): number;
  seek(offset: number, whence: number): number;
  truncate(size: number): void;
  close(): void;
  readonly isatty: boolean;
}

/** Files as the cell sees them. Throws SystemError. */
export interface Files {
  open(path: string, mode: string): OpenFile;
}

/** All powers; each may be absent. */
export interface Powers {
  clock?: Clock;
  entropy?: Entropy;
  console?: Console;
  finder?: Finder;
  files?: Files;
  /** The refusal of an absent power, reported so that a supervisor can record it. */
  refused?(event: string, detail: string): void;
}
