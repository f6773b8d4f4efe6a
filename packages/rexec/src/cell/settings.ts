/**
 * What a cell's machine is told besides its system: plain data, so that it can go to another process. Everything with an
 * effect stays with the supervisor; a clock and entropy are given here because asking for each would be slow, and what
 * they may be is the policy's.
 */
import type { Clock, Entropy, Limits, Plain, Restrictions, System } from '@rexec/python';
import type { LanguageRules } from '../language/rules.js';
import { put } from '../system/defined.js';
import { integerOf, listOf } from '../system/keeping.js';
import type { CellOptions } from './options.js';

export interface CellSettings {
  readonly limits: Limits;
  readonly argv: readonly string[];
  readonly clock: ClockSettings;
  readonly entropy: EntropySettings;
  /** What the program does not see. */
  readonly restrictions?: Restrictions;
  /** What of Python its sources may use. */
  readonly language?: readonly LanguageRules[];
  /** Times and bytes of chance are asked for like everything else, so that they can be recorded. */
  readonly remote?: boolean;
  /** The program may read its own budget. */
  readonly budget?: boolean;
}

/** `at`: nanoseconds since the Unix epoch. A virtual clock goes forward with fuel: one nanosecond a unit. */
export type ClockSettings =
  | { readonly mode: 'none' }
  | { readonly mode: 'real' }
  | { readonly mode: 'frozen' | 'virtual'; readonly at: bigint };

export type EntropySettings =
  | { readonly mode: 'none' }
  | { readonly mode: 'real' }
  | { readonly mode: 'seeded'; readonly seed: number };

/** What a snapshot keeps of a clock or of entropy: how far it has come. */
export interface Kept<T> {
  readonly power: T | undefined;
  /** Nanoseconds slept, numbers drawn. */
  save(): bigint;
  load(saved: bigint): void;
}

/** A power that stands still, or that is the host's own. */
class Stateless<T> implements Kept<T> {
  constructor(readonly power: T | undefined) {}
  save(): bigint {
    return 0n;
  }
  load(): void {}
}

/** A clock by its settings; `fuel` gives what the cell has spent. */
export function clockOf(settings: ClockSettings, real: Clock, fuel: () => number): Kept<Clock> {
  switch (settings.mode) {
    case 'none':
      return new Stateless<Clock>(undefined);
    case 'real':
      return new Stateless(real);
    case 'frozen': {
      const { at } = settings;
      return new Stateless<Clock>({ now: () => at, monotonic: () => 0n, processTime: () => 0n, sleep: () => {} });
    }
    default:
      return new VirtualClock(settings.at, fuel);
  }
}

class VirtualClock implements Clock, Kept<Clock> {
  readonly power = this;
  private slept = 0n;

  constructor(
    private readonly at: bigint,
    private readonly fuel: () => number,
  ) {}

  now(): bigint {
    return this.at + this.monotonic();
  }

  monotonic(): bigint {
    return this.processTime() + this.slept;
  }

  processTime(): bigint {
    return BigInt(Math.floor(this.fuel()));
  }

  sleep(nanoseconds: bigint): void {
    this.slept += nanoseconds;
  }

  save(): bigint {
    return this.slept;
  }

  load(saved: bigint): void {
    this.slept = saved;
  }
}

export function entropyOf(settings: EntropySettings, real: Entropy): Kept<Entropy> {
  switch (settings.mode) {
    case 'none':
      return new Stateless<Entropy>(undefined);
    case 'real':
      return new Stateless(real);
    default:
      return new SeededEntropy(settings.seed);
  }
}

/** The options of a cell with these settings, a clock and entropy by them, and this system. */
export function withSettings(
  { limits, argv, restrictions, language, budget }: CellSettings,
  system: System,
  clock: Kept<Clock>,
  entropy: Kept<Entropy>,
): CellOptions {
  const powers: NonNullable<CellOptions['powers']> = { system };
  put(powers, { budget: budget === true || undefined, clock: clock.power, entropy: entropy.power });
  const made: CellOptions = { limits, argv, powers };
  return put(made, { restrictions, language });
}

/** How far the clock and entropy of a cell have come. */
export function saveClocks(clock: Kept<Clock>, entropy: Kept<Entropy>): Plain[] {
  return [clock.save(), entropy.save()];
}

export function loadClocks(saved: readonly Plain[], clock: Kept<Clock>, entropy: Kept<Entropy>): void {
  const [slept, drawn] = listOf(saved, 2);
  clock.load(BigInt(integerOf(slept)));
  entropy.load(BigInt(integerOf(drawn)));
}

/** Bytes that are the same for the same seed on every machine: a 32-bit mix of a counter (splitmix32). Not secret. */
class SeededEntropy implements Entropy, Kept<Entropy> {
  readonly power = this;
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  bytes(n: number): Uint8Array {
    const out = new Uint8Array(n);
    for (let i = 0; i < n; i++) out[i] = this.next();
    return out;
  }

  private next(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    let z = this.state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) & 0xff;
  }

  save(): bigint {
    return BigInt(this.state);
  }

  load(saved: bigint): void {
    this.state = Number(BigInt.asIntN(32, saved));
  }
}
