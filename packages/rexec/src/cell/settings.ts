/**
 * What a cell's machine is told besides its system: plain data, so that it can go to another process. Everything with an
 * effect stays with the supervisor; a clock and entropy are given here because asking for each would be slow, and what
 * they may be is the policy's.
 */
import type { Clock, Entropy, Limits, Plain, Restrictions, System } from '@rexec/python';
import type { LanguageRules } from '../language/rules.js';
import { defined } from '../system/defined.js';
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

const STATELESS = { save: () => 0n, load: () => {} };

/** A clock by its settings; `fuel` gives what the cell has spent. */
export function clockOf(settings: ClockSettings, real: Clock, fuel: () => number): Kept<Clock> {
  switch (settings.mode) {
    case 'none':
      return { power: undefined, ...STATELESS };
    case 'real':
      return { power: real, ...STATELESS };
    case 'frozen': {
      const { at } = settings;
      return {
        power: { now: () => at, monotonic: () => 0n, processTime: () => 0n, sleep: () => {} },
        ...STATELESS,
      };
    }
    default: {
      const { at } = settings;
      let slept = 0n;
      const spent = () => BigInt(Math.floor(fuel()));
      const passed = () => spent() + slept;
      const sleep = (ns: bigint) => {
        slept += ns;
      };
      return {
        power: { now: () => at + passed(), monotonic: passed, processTime: spent, sleep },
        save: () => slept,
        load: (saved) => {
          slept = saved;
        },
      };
    }
  }
}

export function entropyOf(settings: EntropySettings, real: Entropy): Kept<Entropy> {
  switch (settings.mode) {
    case 'none':
      return { power: undefined, ...STATELESS };
    case 'real':
      return { power: real, ...STATELESS };
    default:
      return seededEntropy(settings.seed);
  }
}

/** The options of a cell with these settings, a clock and entropy by them, and this system. */
export function withSettings(
  { limits, argv, restrictions, language, budget }: CellSettings,
  system: System,
  clock: Kept<Clock>,
  entropy: Kept<Entropy>,
): Pick<CellOptions, 'limits' | 'argv' | 'restrictions' | 'language' | 'powers'> {
  return {
    limits,
    argv,
    ...defined({ restrictions, language }),
    powers: {
      ...(budget === true ? { budget } : {}),
      system,
      ...defined({ clock: clock.power, entropy: entropy.power }),
    },
  };
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
export function seededEntropy(seed: number): Kept<Entropy> {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) & 0xff;
  };
  return {
    power: { bytes: (n) => Uint8Array.from({ length: n }, next) },
    save: () => BigInt(state),
    load: (saved) => {
      state = Number(BigInt.asIntN(32, saved));
    },
  };
}
