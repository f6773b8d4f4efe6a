/**
 * Most programs begin with the same imports, and running the modules takes many times longer than copying what comes of
 * it. So a second machine without powers does the imports with which a program begins; what they left behind is kept as an
 * image, as `fork` makes it, and a new machine whose program begins with the same imports gets a copy of its own. It lies
 * there unseen until the program comes to each import (machine/prepared-imports.ts).
 *
 * An image is used only where nothing can tell: the machine is new, nothing but imports comes before the imports, they need
 * none of the powers, and nothing is near a limit; whoever embeds the machine knows that no audit
 * event will be refused. What cells do not show is part of the key.
 */
import { Op } from '../compiler/opcodes.js';
import { compileSource } from '../machine/compile.js';
import type { ImportDecisions } from '../machine/import-decisions.js';
import { Machine, type MachineOptions } from '../machine/machine.js';
import {
  type ImportStep,
  importRecorders,
  PREPARED,
  type PreparedImports,
  packed,
  type Said,
} from '../machine/prepared-imports.js';
import { standardModule } from '../modules/standard-library.js';
import { ModuleType, newDict } from '../objects/builtin-types.js';
import type { PyCode } from '../objects/code.js';
import { InternalError, LimitError } from '../objects/errors.js';
import { PyModule } from '../objects/function.js';
import { PyType, type PyValue } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import { PyThread } from '../objects/thread.js';
import type { Clock, Plain, Powers, System } from '../powers.js';
import { ByteReader, Parts, SnapshotError } from './bytes.js';
import { list, map, ref } from './kinds.js';
import { HeapReader } from './reader.js';
import {
  finalizationKind,
  readLibraryFunctions,
  readPerObject,
  readStates,
  writeSections,
  writeStates,
} from './state.js';
import { HeapWriter, Loans } from './writer.js';

/** Images that one process keeps, and imports that one holds. */
const MOST_IMAGES = 16;
const MOST_IMPORTS = 40;
/** A new machine has at least this much left, of fuel and of bytes, after the imports. */
const SPARE = 1_000_000;

interface Image {
  readonly bytes: Uint8Array;
  readonly loans: Loans;
  /** Of all imports together. */
  readonly fuel: number;
  readonly room: number;
}

/** By key: how often it was asked for, and then its image; null: there is none. Images are the same for all cells, and never change. */
const images = new Map<string, number | Image | null>();

/**
 * Before the code of a new machine's main module runs: the imports that it begins with are made ready, if that can be.
 * `world` names what the system answers when it is asked for its environment; '': it is not known.
 * Imports from the first one on that is not allowed are left to the program.
 */
export function prepareImports(
  machine: Machine,
  code: PyCode,
  world: string,
  isAllowed: (name: string) => boolean,
): void {
  if (!isNew(machine)) return;
  const imports = leadingImports(code, isAllowed);
  if (imports.length === 0) return;
  const image = imageFor(machine, imports, world);
  if (image === null) return;
  const { fuel } = machine.usage;
  if (machine.limits.fuel - fuel < image.fuel + SPARE || machine.room < image.room + SPARE) return;
  unpack(image, machine);
}

/** What moduleState may hold: the source of the program itself. */
const OWN_STATE: ReadonlySet<string> = new Set(['linecache']);

function isNew(m: Machine): boolean {
  return (
    m.modules.size === 2 &&
    m.modules.getStr('__main__') instanceof PyModule &&
    [...m.moduleState.keys()].every((key) => OWN_STATE.has(key)) &&
    m['libFunctions'].size === 0 &&
    m.builtinSubclasses.size === 0 &&
    m.finalization.size === 0 &&
    m.recursionLimit === 1000 &&
    m.intMaxStrDigits === 4300 &&
    !(m.hooked || m.restored || m.finalization.due) &&
    m.debug === null &&
    m.threads.length === 0 &&
    m.restrictions.eachImport !== true
  );
}

// -- the imports of a program ------------------------------------------------------------------------------------------------

const PASSED: ReadonlySet<number> = new Set([
  Op.RESUME,
  Op.NOP,
  Op.IMPORT_FROM,
  Op.STORE_NAME,
  Op.POP_TOP,
  Op.SWAP,
  Op.COPY,
]);

/** As texts, the import statements before which nothing else stands. */
function leadingImports(code: PyCode, isAllowed: (name: string) => boolean): string[] {
  const { instrs, consts, names, handlers } = code.f;
  const found: string[] = [];
  // A failure is nobody's but the program's end.
  const end = Math.min(instrs.length, ...handlers.map((h) => h.start));
  let [last, before]: (PyValue | undefined)[] = [];
  for (let pc = 0; pc < end && found.length < MOST_IMPORTS; pc++) {
    const op = instrs[pc]! & 255;
    const arg = instrs[pc]! >>> 8;
    if (op === Op.LOAD_CONST) [before, last] = [last, consts[arg]];
    else if (op === Op.LOAD_SMALL_INT) [before, last] = [last, arg];
    else if (op === Op.IMPORT_NAME) {
      const from = last instanceof PyTuple ? last.items : [];
      const name = names[arg]!;
      // What is asked for: packages, the module, and perhaps modules within it.
      const asked = [
        ...name.split('.').map((_, i, parts) => parts.slice(0, i + 1).join('.')),
        ...from.map((n) => `${name}.${String(n)}`).filter((full) => standardModule(full) !== undefined),
      ];
      if (before !== 0 || from.includes('*') || !asked.every(isAllowed)) break;
      found.push(from.length === 0 ? `import ${name}` : `from ${name} import ${from.join(', ')}`);
    } else if (!PASSED.has(op)) break;
  }
  return found;
}

// -- images -------------------------------------------------------------------------------------------------------------------

function imageFor(m: Machine, imports: readonly string[], world: string): Image | null {
  const { powers, restrictions, argv } = m;
  const present = [...Object.keys(powers), ...Object.keys(powers.system ?? {}), powers.system?.audit !== undefined];
  const key = JSON.stringify([imports, restrictions, argv, present, powers.budget === true, world]);
  const known = images.get(key);
  // Once is no custom: most processes run one program.
  if (known === undefined || known === 1) {
    images.delete(key);
    images.set(key, known === undefined ? 1 : make(m, imports, world));
    for (const oldest of images.keys()) {
      if (images.size <= MOST_IMAGES) break;
      images.delete(oldest);
    }
    return known === undefined ? null : (images.get(key) as Image | null);
  }
  images.delete(key);
  images.set(key, known);
  return known as Image | null;
}

/** Where the program is that does the imports. */
const PROGRAM = '<imports>';

/** A power was asked for: what it answers is not the same for all. */
class Needed extends Error {}

const READS: readonly string[] = ['now', 'monotonic', 'processTime'] satisfies (keyof Clock)[];

function refusing(names: readonly string[]): Record<string, () => never> {
  const need = () => {
    throw new Needed();
  };
  return Object.fromEntries(names.map((name) => [name, need]));
}

/** Does the imports in a machine of its own; null where that cannot be had. */
function make(m: Machine, imports: readonly string[], world: string): Image | null {
  const recorder = new Recorder();
  const p = new Machine({ powers: recorder.powers(m.powers, world), restrictions: m.restrictions } as MachineOptions);
  p.argv = [...m.argv];
  recorder.machine = p;
  importRecorders.set(p, recorder);
  const main = new PyModule(ModuleType.root, newDict());
  for (const name of ['__name__', '__doc__', '__package__', '__loader__', '__spec__']) main.dict.setStr(name, null);
  main.dict.setStr('__name__', '__main__');
  main.dict.setStr('__builtins__', p.modules.getStr('builtins')!);
  p.modules.setStr('__main__', main);
  const builtins = [...p.builtins.keys, ...p.builtins.vals];
  try {
    const outcome = p.runCode(compileSource(imports.join('\n'), PROGRAM, 'exec'), main.dict);
    const sound =
      outcome.kind === 'value' &&
      recorder.sound &&
      p.modules.size === recorder.seen &&
      p['lastLive'] === 0 &&
      p.threadsMade === p.threads.length &&
      p.threads.length <= 1 &&
      !(p.hooked || p.finalization.due) &&
      [...p.builtins.keys, ...p.builtins.vals].every((v, i) => v === builtins[i]);
    return sound ? pack(p, recorder.steps) : null;
  } catch (e) {
    if (e instanceof Needed || e instanceof LimitError || e instanceof InternalError || e instanceof SnapshotError)
      return null;
    throw e;
  }
}

class Recorder {
  machine!: Machine;
  readonly steps: ImportStep[] = [];
  sound = true;
  /** Modules there at the end of the last step. */
  seen = 2;
  private open: { name: string; depth: number; fuel: number; room: number; keys: PyValue[]; said: Said[] } | null =
    null;

  powers(of: Powers, world: string): Powers {
    const { clock, entropy, system, host, budget } = of;
    return {
      ...(clock === undefined
        ? {}
        : { clock: refusing(clock.sleep === undefined ? READS : [...READS, 'sleep']) as never }),
      ...(entropy === undefined ? {} : { entropy: refusing(['bytes']) as never }),
      ...(host === undefined ? {} : { host: refusing(['call']) as never }),
      ...(budget === undefined ? {} : { budget }),
      console: refusing(['stdout', 'stderr', 'readline']) as never,
      ...(system === undefined ? {} : { system: this.system(system, world) }),
      refused: (event, detail) => this.say('refused', event, [detail]),
    };
  }

  private system(of: System, world: string): System {
    const audits = of.audit !== undefined;
    return {
      call: (call) => {
        const { name } = call;
        if (name === 'environ' && this.open !== null && world !== '') {
          const answer = of.call(call);
          if (answer.kind === 'value') this.say('environ', name, []);
          else this.sound = false;
          return answer;
        }
        if (name !== 'import' || this.open !== null) throw new Needed();
        return { kind: 'value', value: null };
      },
      ...(audits ? { audit: (event, args) => this.say('audit', event, args) } : {}),
    };
  }

  private say(kind: Said[1], event: string, args: readonly Plain[]): void {
    if (this.open === null) this.sound = false;
    else {
      const { filename, line, fuel } = this.machine.place();
      this.open.said.push([
        fuel - this.open.fuel,
        kind,
        event,
        args.map(packed),
        filename,
        filename === PROGRAM ? 0 : line,
      ]);
    }
  }

  private keys(): PyValue[] {
    return this.machine.modules.keys.filter((k) => k !== undefined);
  }

  enters(name: string): void {
    if (this.open !== null) return;
    const { depth, usage, room } = this.machine;
    const keys = this.keys();
    if (keys.length !== this.seen) this.sound = false;
    this.open = { name, depth, fuel: usage.fuel, room, keys, said: [] };
  }

  leaves(): void {
    const { open, machine } = this;
    if (open === null || open.depth !== machine.depth) return;
    this.open = null;
    const keys = this.keys();
    // What was there keeps its place.
    if (open.keys.some((k, i) => k !== keys[i])) this.sound = false;
    const made = keys.slice(open.keys.length).map((k) => machine.modules.getStr(k as string)!);
    this.seen = keys.length;
    this.steps.push({
      name: open.name,
      fuel: machine.usage.fuel - open.fuel,
      room: open.room - machine.room,
      deepest: machine.deepest,
      said: JSON.stringify(open.said),
      keys: [...machine.modules.keys],
      modules: made,
      left: [machine.pendingFn, machine.pendingValue, machine.pendingLocals, machine.pendingGen],
      leftArguments: [...machine.pendingArgs],
    });
  }
}

// -- packing ----------------------------------------------------------------------------------------------------------------

const subclasses = map(ref(PyType), list(ref(PyType)));
const threads = list(ref(PyThread));

/** What the machine that gets the image has itself: references to these of the first machine lead to its own. */
function rootsOf(p: Machine): Map<object, (m: Machine) => object> {
  const roots = new Map<object, (m: Machine) => object>();
  const module = (m: Machine, name: string) => m.modules.getStr(name) as PyModule;
  roots.set(p.modules, (m) => m.modules);
  for (const name of ['builtins', '__main__']) {
    roots.set(module(p, name), (m) => module(m, name));
    roots.set(module(p, name).dict, (m) => module(m, name).dict);
    if (module(p, name).privates !== null) roots.set(module(p, name).privates!, (m) => module(m, name).privates!);
  }
  if (!roots.has(p.pristine)) roots.set(p.pristine, (m) => m.pristine);
  return roots;
}

function pack(p: Machine, steps: readonly ImportStep[]): Image {
  const loans = new Loans(p, rootsOf(p));
  if (p.moduleState.has('import-decisions'))
    p.moduleState.set('import-decisions', { allowed: new Set(), loading: new Map() } satisfies ImportDecisions);
  p.moduleState.set(PREPARED, { steps, next: 0 } satisfies PreparedImports);
  const w = new HeapWriter(p, loans);
  subclasses.write(w, p.builtinSubclasses);
  writeStates(w);
  finalizationKind.write(w, p.finalization);
  threads.write(w, p.threads);
  const out = new Parts();
  writeSections(w, out);
  const sum = (of: 'fuel' | 'room') => steps.reduce((n, step) => n + step[of], 0);
  return { bytes: out.done(), loans, fuel: sum('fuel'), room: sum('room') };
}

function unpack({ bytes, loans }: Image, m: Machine): void {
  const meter = { fuel: m.fuel, room: m.room };
  // Copying is not the program's work.
  m.fuel = m.room = Number.MAX_SAFE_INTEGER;
  const own = m.moduleState.get('linecache') as Map<string, unknown> | undefined;
  const from = new ByteReader(bytes);
  const r = new HeapReader(m, from, loans);
  r.in = from.section();
  const found = subclasses.read(r);
  const states = readStates(r);
  const finalization = finalizationKind.read(r);
  m.threads = threads.read(r);
  r.ended();
  r.fill(from.section());
  r.in = from.section();
  const last = [readLibraryFunctions(r), readPerObject(r)];
  r.complete();
  states();
  for (const step of last) step();
  for (const [cls, subs] of found) m.builtinSubclasses.set(cls, subs);
  finalization(m.finalization);
  m.thread = m.threads[0] ?? null;
  m.threadsMade = m.threads.length;
  const lines = m.moduleState.get('linecache') as Map<string, unknown> | undefined;
  if (own !== undefined) m.moduleState.set('linecache', new Map([...own, ...(lines ?? [])]));
  m.fuel = meter.fuel;
  m.room = meter.room;
}
