/** Programs run to their end in a machine of their own, with snapshots taken and restored on the way. */
import {
  type Console,
  compileSource,
  Machine,
  type MachineOptions,
  newDict,
  type Outcome,
  PyModule,
  type PyRaise,
  PySyntaxError,
} from '../src/index.js';
import { ModuleType } from '../src/objects/builtin-types.js';
import { LimitError } from '../src/objects/errors.js';
import { fork, restore, snapshot } from '../src/snapshot/index.js';

export interface Ran {
  stdout: string;
  stderr: string;
  fuel: number;
  ended: string;
  snapshots: number;
  /** Bytes of the largest one. */
  largest: number;
}

/** How far to run before the next snapshot: fuel. */
export type Cuts = () => number;

export class Program {
  machine: Machine;
  stdout: string[] = [];
  stderr: string[] = [];
  snapshots = 0;
  largest = 0;
  /** Stop and go on, without snapshots. */
  stopsOnly = false;
  fuelLimit = 300_000_000;
  readonly options: MachineOptions & { powers: { console: Console } };

  constructor(
    private readonly cuts: Cuts | null = null,
    limits: Record<string, number> = {},
  ) {
    this.options = {
      limits: { fuel: this.fuelLimit, ...limits },
      powers: {
        console: {
          stdout: (text: string) => void this.stdout.push(text),
          stderr: (text: string) => void this.stderr.push(text),
        },
      },
    };
    this.machine = this.restart();
  }

  /** A machine anew, by the options as they are now. */
  restart(): Machine {
    this.machine = new Machine(this.options);
    const main = new PyModule(ModuleType.root, newDict());
    for (const [k, v] of [
      ['__name__', '__main__'],
      ['__doc__', null],
      ['__package__', null],
      ['__loader__', null],
      ['__spec__', null],
    ] as const) {
      main.dict.setStr(k, v);
    }
    main.dict.setStr('__builtins__', this.machine.modules.getStr('builtins')!);
    this.machine.modules.setStr('__main__', main);
    return this.machine;
  }

  /** Through bytes into a fresh machine, or by a fork, in turn. */
  through(): void {
    if (this.stopsOnly) return;
    if (this.snapshots++ % 2 === 1) {
      this.machine = fork(this.machine, this.options);
      return;
    }
    const bytes = snapshot(this.machine);
    this.largest = Math.max(this.largest, bytes.length);
    this.machine = restore(bytes, this.options);
  }

  private part(begin: (m: Machine) => Outcome): Outcome {
    if (this.cuts !== null) {
      this.through();
      this.machine.stopAfter(this.cuts());
    }
    let outcome = begin(this.machine);
    while (outcome.kind === 'paused') {
      this.through();
      this.machine.stopAfter(this.cuts!());
      outcome = this.machine.resumeWith(null);
    }
    return outcome;
  }

  /** Runs source in `__main__`; the program is not over. */
  exec(source: string, filename = 'program.py'): Outcome {
    this.machine.chargeSource(source.length);
    const code = compileSource(source, filename, 'exec', this.machine.compileOptions(filename, source));
    return this.part((m) => m.runCode(code, (m.modules.getStr('__main__') as PyModule).dict));
  }

  run(source: string, filename = 'program.py'): Ran {
    let ended = 'done';
    try {
      const outcome = this.exec(source, filename);
      if (outcome.kind === 'raised') this.part((m) => m.callLibrary('print_uncaught', [outcome.exception]));
      this.part((m) => m.callLibrary('finish_program', []));
    } catch (e) {
      if (e instanceof PySyntaxError) ended = e.message;
      else if (e instanceof LimitError) ended = `limit: ${e.limit}`;
      else if ((e as PyRaise).exc !== undefined) ended = 'raised';
      else throw e;
    }
    const { stdout, stderr, snapshots, largest } = this;
    return {
      stdout: stdout.join(''),
      stderr: stderr.join(''),
      fuel: this.machine.usage.fuel,
      ended,
      snapshots,
      largest,
    };
  }
}

/** Numbers from 0 to below 1, the same ones for the same seed. */
export function seeded(seed: number): () => number {
  let s = seed | 0;
  return () => {
    s = (s + 0x6d2b79f5) | 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
