/**
 * The state of a compilation: a stack of units (one for each code object under way), instructions going into the
 * topmost. What to write for each construct is in the other files of this folder, by idea; they take this object.
 */
import {
  CO_ASYNC_GENERATOR,
  CO_COROUTINE,
  CO_GENERATOR,
  CO_HAS_DOCSTRING,
  CO_METHOD,
  CO_NESTED,
  CO_NEWLOCALS,
  CO_OPTIMIZED,
  CO_VARARGS,
  CO_VARKEYWORDS,
  PyCode,
} from '../objects/code.js';
import type { PyValue, Shape } from '../objects/object.js';
import type { AnnAssign } from '../syntax/ast.js';
import { assemble } from './assembler.js';
import { CodeConst, type Const, type ConstantFactory, constKey, makeValue } from './constants.js';
import type { FrameBlock } from './frame-blocks.js';
import { checkDepth, type Loc, lineStart, NO_LOCATION, syntaxError } from './location.js';
import { Op } from './opcodes.js';
import {
  CELL,
  DEF_COMP_CELL,
  DEF_FREE_CLASS,
  FREE,
  GLOBAL_EXPLICIT,
  mangle,
  SCOPE_SHIFT,
  type Scope,
  type SymbolTable,
} from './scopes.js';

/** What kind of block a unit compiles. */
export type UnitType =
  | 'module'
  | 'class'
  | 'function'
  | 'async function'
  | 'lambda'
  | 'comprehension'
  | 'annotations'
  | 'type params';

/** Instructions whose operand counts cells and free variables until the registers are known. */
function usesCell(op: number): boolean {
  return (
    op === Op.LOAD_DEREF ||
    op === Op.STORE_DEREF ||
    op === Op.DELETE_DEREF ||
    op === Op.LOAD_CLOSURE ||
    op === Op.LOAD_FROM_DICT_OR_DEREF ||
    op === Op.MAKE_CELL
  );
}

export class Unit {
  readonly ops: number[] = [];
  readonly args: number[] = [];
  readonly locs: Loc[] = [];
  readonly labels: number[] = [];
  readonly consts: Const[] = [];
  readonly constIndex = new Map<string, number>();
  readonly names: string[] = [];
  readonly nameIndex = new Map<string, number>();
  readonly varnames: string[] = [];
  readonly varIndex = new Map<string, number>();
  readonly cellvars: string[] = [];
  readonly cellIndex = new Map<string, number>();
  readonly freevars: string[] = [];
  readonly freeIndex = new Map<string, number>();
  /** Names that are registers for now in a class or a module: an inlined comprehension's. */
  readonly fastHidden = new Set<string>();
  readonly blocks: FrameBlock[] = [];
  qualname: string;
  argcount = 0;
  posonlyargcount = 0;
  kwonlyargcount = 0;
  inlinedComprehensions = 0;
  /** `self.x = ...` in the methods of a class. */
  staticAttributes: Set<string> | null = null;
  inConditionalBlock = false;
  deferredAnnotations: { readonly node: AnnAssign; readonly index: number }[] = [];
  nextConditionalAnnotation = 0;
  /** Index of the first instruction of the code that makes a module's `__annotate__`; -1: none. */
  annotateSetup = -1;
  constructor(
    readonly type: UnitType,
    readonly scope: Scope,
    readonly name: string,
    readonly firstlineno: number,
    readonly className: string | null,
    readonly parent: Unit | null,
  ) {
    this.qualname = name;
  }
}

export interface CompilerOptions {
  readonly filename: string;
  /** co_flags that every code object of the compilation has. */
  readonly flags: number;
  readonly futureAnnotations: boolean;
  /** The last future statement that stands where it may. */
  readonly lastFuture: Loc;
  readonly topLevelAwait: boolean;
  readonly interactive: boolean;
  readonly optimize: number;
  readonly hidden: boolean;
  readonly codeShape: Shape;
  readonly constants: ConstantFactory;
  readonly charge: (amount: number) => void;
  readonly alloc: (bytes: number) => void;
  readonly warn: (message: string, loc: Loc) => void;
}

/** Instructions between two charges. */
const BATCH = 256;
/** What a code object costs besides its instructions. */
const UNIT_CHARGE = 8;

export class Compiler {
  u!: Unit;
  /** `__debug__` */
  readonly debug: boolean;
  depth = 0;
  private pendingCharge = 0;
  private readonly values = new Map<string, PyValue>();

  constructor(
    readonly options: CompilerOptions,
    readonly table: SymbolTable,
  ) {
    this.debug = options.optimize === 0;
  }

  error(message: string, loc: Loc): Error {
    return syntaxError(message, this.options.filename, loc);
  }

  warn(message: string, loc: Loc): void {
    this.options.warn(message, loc);
  }

  descend(): void {
    checkDepth(++this.depth, this.options.filename);
  }

  ascend(): void {
    this.depth--;
  }

  // ---- instructions

  emit(loc: Loc, op: number, arg = 0): void {
    const u = this.u;
    u.ops.push(op);
    u.args.push(arg);
    u.locs.push(loc);
    if (++this.pendingCharge >= BATCH) {
      this.pendingCharge = 0;
      this.options.charge(BATCH);
      this.options.alloc(BATCH * 64);
    }
  }

  newLabel(): number {
    return this.u.labels.push(-1) - 1;
  }

  /** The label stands before the next instruction. */
  place(label: number): void {
    this.u.labels[label] = this.u.ops.length;
  }

  /** A label before the next instruction. */
  here(): number {
    return this.u.labels.push(this.u.ops.length) - 1;
  }

  constant(loc: Loc, value: Const): void {
    const index = this.addConst(value);
    if (typeof value === 'number' && value >= 0 && value <= 255) this.emit(loc, Op.LOAD_SMALL_INT, value);
    else this.emit(loc, Op.LOAD_CONST, index);
  }

  addConst(value: Const): number {
    const u = this.u;
    if (value instanceof CodeConst) return u.consts.push(value) - 1;
    const key = constKey(value);
    const known = u.constIndex.get(key);
    if (known !== undefined) return known;
    const index = u.consts.push(value) - 1;
    u.constIndex.set(key, index);
    return index;
  }

  mangle(name: string): string {
    return mangle(this.u.className, name, this.u.scope.mangledNames);
  }

  /** An instruction with a name (attributes, globals). */
  emitName(loc: Loc, op: number, name: string): void {
    const mangled = this.mangle(name);
    this.emit(loc, op, intern(this.u.nameIndex, this.u.names, mangled));
  }

  /** An instruction with a name as it stands (modules). */
  emitPlainName(loc: Loc, op: number, name: string): void {
    this.emit(loc, op, intern(this.u.nameIndex, this.u.names, name));
  }

  register(mangled: string): number {
    return intern(this.u.varIndex, this.u.varnames, mangled);
  }

  /** Operand of an instruction on a cell: cells count first, then free variables. */
  cell(mangled: string, free: boolean): number {
    const u = this.u;
    const index = free ? u.freeIndex.get(mangled) : u.cellIndex.get(mangled);
    if (index === undefined) throw new Error(`no cell for ${mangled} in ${u.qualname}`);
    return free ? u.cellvars.length + index : index;
  }

  // ---- units

  enter(
    type: UnitType,
    scope: Scope,
    name: string,
    firstlineno: number,
    className: string | null | undefined = undefined,
  ): void {
    const parent = this.u ?? null;
    this.options.charge(UNIT_CHARGE + scope.symbols.size);
    const unit = new Unit(type, scope, name, firstlineno, className ?? parent?.className ?? null, parent);
    this.u = unit;
    if (parent !== null) unit.qualname = this.qualname(unit);
    for (const v of scope.varnames) intern(unit.varIndex, unit.varnames, v);
    if (scope.needsClassClosure) intern(unit.cellIndex, unit.cellvars, '__class__');
    if (scope.needsClassDict) intern(unit.cellIndex, unit.cellvars, '__classdict__');
    if (scope.hasConditionalAnnotations) intern(unit.cellIndex, unit.cellvars, '__conditional_annotations__');
    const cells: string[] = [];
    const frees: string[] = [];
    for (const [symbol, flags] of scope.symbols) {
      const where = (flags >> SCOPE_SHIFT) & 15;
      if (where === CELL || flags & DEF_COMP_CELL) cells.push(symbol);
      if (where === FREE || flags & DEF_FREE_CLASS) frees.push(symbol);
    }
    for (const c of sortNames(cells)) intern(unit.cellIndex, unit.cellvars, c);
    for (const f of sortNames(frees)) intern(unit.freeIndex, unit.freevars, f);
    if (type === 'class') unit.staticAttributes = new Set();
  }

  /** Ends the topmost unit; gives its code object. The unit around it goes on. */
  leave(addReturn: boolean): PyCode {
    if (addReturn) {
      this.constant(NO_LOCATION, null);
      this.emit(NO_LOCATION, Op.RETURN_VALUE);
    }
    const code = this.finish();
    this.u = this.u.parent!;
    return code;
  }

  private qualname(unit: Unit): string {
    let parent = unit.parent!;
    if (parent.type === 'type params' || parent.type === 'annotations') {
      if (parent.parent === null || parent.parent.parent === null) return unit.name;
      parent = parent.parent;
    }
    if (parent.parent === null) return unit.name;
    if (unit.type === 'function' || unit.type === 'async function' || unit.type === 'class') {
      const mangled = mangle(parent.className, unit.name, parent.scope.mangledNames);
      if (parent.scope.scopeOf(mangled) === GLOBAL_EXPLICIT) return unit.name;
    }
    const local = parent.type === 'function' || parent.type === 'async function' || parent.type === 'lambda';
    return parent.qualname + (local ? '.<locals>.' : '.') + unit.name;
  }

  private flags(): number {
    const { scope, type } = this.u;
    let flags = this.options.flags;
    if (scope.functionLike) {
      flags |= CO_NEWLOCALS | CO_OPTIMIZED;
      if (scope.nested) flags |= CO_NESTED;
      if (scope.generator) flags |= scope.coroutine ? CO_ASYNC_GENERATOR : CO_GENERATOR;
      else if (scope.coroutine) flags |= CO_COROUTINE;
      if (scope.varargs) flags |= CO_VARARGS;
      if (scope.varkeywords) flags |= CO_VARKEYWORDS;
      if (scope.isMethod) flags |= CO_METHOD;
      if (scope.hasDocstring && this.options.optimize < 2) flags |= CO_HAS_DOCSTRING;
    }
    if (type === 'module' && this.options.topLevelAwait && scope.coroutine && !scope.generator) flags |= CO_COROUTINE;
    return flags;
  }

  private finish(): PyCode {
    const u = this.u;
    const flags = this.flags();
    const localsplus = [...u.varnames];
    const registers: number[] = [];
    for (const c of u.cellvars) {
      const local = u.varIndex.get(c);
      registers.push(local ?? localsplus.push(c) - 1);
    }
    for (const f of u.freevars) registers.push(localsplus.push(f) - 1);
    const start = u.type === 'module' ? NO_LOCATION : lineStart(u.firstlineno);
    const prefix: [number, number, Loc][] = [];
    for (let i = 0; i < u.cellvars.length; i++) prefix.push([Op.MAKE_CELL, registers[i]!, NO_LOCATION]);
    if (flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR))
      prefix.push([Op.RETURN_GENERATOR, 0, start], [Op.POP_TOP, 0, start]);
    prefix.push([Op.RESUME, 0, start]);
    const consts = new ConstList(u.consts);
    const assembled = assemble(u, {
      prefix,
      nparams: u.argcount + u.kwonlyargcount + (u.scope.varargs ? 1 : 0) + (u.scope.varkeywords ? 1 : 0),
      nlocals: u.varnames.length,
      operand: (op, arg) => (op === Op.LOAD_CONST ? consts.use(arg) : usesCell(op) ? registers[arg]! : arg),
    });
    this.options.alloc(assembled.instrs.length * 40 + 512);
    if (u.type === 'annotations' && localsplus[0] === '.format' && u.name === '__annotate__') {
      localsplus[0] = 'format';
      u.varnames[0] = 'format';
    }
    // The order of co_cellvars is that of the registers.
    const cellvars = u.cellvars.length < 2 ? u.cellvars : localsplus.slice(0, localsplus.length - u.freevars.length);
    return new PyCode(this.options.codeShape, {
      name: u.name,
      qualname: u.qualname,
      filename: this.options.filename,
      firstlineno: u.firstlineno,
      flags,
      argcount: u.argcount,
      posonlyargcount: u.posonlyargcount,
      kwonlyargcount: u.kwonlyargcount,
      varnames: u.varnames,
      cellvars: cellvars === u.cellvars ? cellvars : cellvars.filter((name) => u.cellIndex.has(name)),
      freevars: u.freevars,
      localsplus,
      stacksize: assembled.stacksize,
      instrs: assembled.instrs,
      consts: consts.used.map((c) => this.value(c)),
      names: u.names,
      handlers: assembled.handlers,
      positions: assembled.positions,
      hidden: this.options.hidden,
    });
  }

  /** Equal constants of one compilation are one object. */
  private value(c: Const): PyValue {
    if (typeof c !== 'object' || c === null) return c;
    if (c instanceof CodeConst) return c.code;
    const key = constKey(c);
    let value = this.values.get(key);
    if (value === undefined) {
      value = makeValue(c, this.options.constants);
      this.values.set(key, value);
    }
    return value;
  }
}

/** The constants that are used, in order; the first one written stays (that is where a docstring is looked for). */
class ConstList {
  readonly used: Const[] = [];
  private readonly index: Int32Array;
  constructor(private readonly all: readonly Const[]) {
    this.index = new Int32Array(all.length).fill(-1);
    if (all.length > 0) this.use(0);
  }
  use(i: number): number {
    if (this.index[i] === -1) this.index[i] = this.used.push(this.all[i]!) - 1;
    return this.index[i]!;
  }
}

function intern(index: Map<string, number>, list: string[], name: string): number {
  const known = index.get(name);
  if (known !== undefined) return known;
  const i = list.push(name) - 1;
  index.set(name, i);
  return i;
}

/** By code point, as Python sorts str (names outside the basic plane sort after those inside). */
function sortNames(names: string[]): string[] {
  if (names.length < 2) return names;
  return names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
