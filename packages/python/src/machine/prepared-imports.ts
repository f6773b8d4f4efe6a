/**
 * Imports that another machine has done before (snapshot/prepared.ts): what each of them cost, said and left in
 * `sys.modules`, kept by the machine until its program comes to that import. Whatever a program can see of it is as if the
 * modules had been run: fuel, memory, audit events, the order of `sys.modules`.
 */
import type { PyGenerator } from '../objects/generator.js';
import type { PyValue } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import type { Plain } from '../powers.js';

/** A plain value as JSON can have it. */
export type Packed = null | boolean | number | string | { list: Packed[] } | { bytes: number[] } | { int: string };

export function packed(v: Plain): Packed {
  if (v instanceof Uint8Array) return { bytes: [...v] };
  if (typeof v === 'bigint') return { int: String(v) };
  return typeof v === 'object' && v !== null ? { list: v.map(packed) } : v;
}

function unpacked(v: Packed): Plain {
  if (typeof v !== 'object' || v === null) return v;
  if ('bytes' in v) return Uint8Array.from(v.bytes);
  return 'int' in v ? BigInt(v.int) : v.list.map(unpacked);
}

/** A word to the supervisor while a module was loaded: the fuel spent until then, and from where (line 0: from the program). */
export type Said = readonly [
  fuel: number,
  kind: 'audit' | 'refused' | 'environ',
  event: string,
  args: readonly Packed[],
  filename: string,
  line: number,
];

/** One import that found nothing in `sys.modules`, with all that came of it. */
export interface ImportStep {
  readonly name: string;
  readonly fuel: number;
  /** Bytes announced. */
  readonly room: number;
  /** Frames that memory was counted for. */
  readonly deepest: number;
  /** JSON of `Said[]`. */
  readonly said: string;
  /** Keys of `sys.modules` after it, with the holes that were left (they count as memory), and the values of those that are new. */
  readonly keys: readonly (PyValue | undefined)[];
  readonly modules: readonly PyValue[];
  /** What its last calls left behind, which heap walks count: function, value, namespace, generator; arguments. */
  readonly left: readonly PyValue[];
  readonly leftArguments: readonly PyValue[];
}

export interface PreparedImports {
  readonly steps: readonly ImportStep[];
  next: number;
}

export const PREPARED = 'prepared-imports';

/** The machine in which the imports are done for others. */
export interface ImportRecorder {
  enters(name: string): void;
  leaves(): void;
}

export const importRecorders = new WeakMap<VM, ImportRecorder>();

/** What comes after is imported as usual. */
export function dropPrepared(vm: VM): false {
  vm.moduleState.delete(PREPARED);
  return false;
}

/** The next import is of this name: true where it is done now, without running anything. */
export function takePrepared(vm: VM, name: string): boolean {
  const prepared = vm.moduleState.get(PREPARED) as PreparedImports | undefined;
  if (prepared === undefined) return false;
  const step = prepared.steps[prepared.next];
  if (step?.name !== name) return dropPrepared(vm);
  if (++prepared.next === prepared.steps.length) vm.moduleState.delete(PREPARED);
  let spent = 0;
  for (const [at, kind, event, about, filename, line] of JSON.parse(step.said) as Said[]) {
    vm.charge(at - spent);
    spent = at;
    const own = vm.place();
    const args = about.map(unpacked);
    if (kind === 'audit') vm.powers.system?.audit?.(event, args, line === 0 ? own : { filename, line, fuel: own.fuel });
    else if (kind === 'refused') vm.powers.refused?.(event, String(args[0]));
    // It counts as asked for; the answer is in the image.
    else vm.powers.system?.call({ name: event, args, place: own });
  }
  vm.charge(step.fuel - spent);
  vm.alloc(step.room);
  const machine = vm as VM & { deepest: number };
  machine.deepest = Math.max(machine.deepest, step.deepest);
  [vm.pendingFn, vm.pendingValue, vm.pendingLocals] = step.left as [PyValue, PyValue, PyValue];
  vm.pendingGen = step.left[3] as PyGenerator | null;
  vm.pendingArgs = [...step.leftArguments];
  const { modules } = vm;
  const before = new Map(modules.keys.map((key, i) => [key, modules.vals[i]!]));
  let next = 0;
  modules.clear();
  for (const key of step.keys) {
    modules.keys.push(key);
    modules.vals.push(key === undefined ? null : (before.get(key) ?? step.modules[next++]!));
    if (key === undefined) continue;
    modules.size++;
    (modules.map ??= new Map()).set(key, modules.keys.length - 1);
  }
  return true;
}
