/**
 * Where the values of a file come from. In a configuration no statement runs twice and no function is defined, so the
 * statements that ran can be gone through once more on the syntax tree: for each name, which expression made its value, and
 * for each element of a list or dict that the file spells out, which expression made that.
 */
import { engine } from '@rexec/python';
import type { SourceLines } from '../language/columns.js';
import type { Expr, Node } from '../language/tree.js';

/** Lines and columns count from 1, columns are UTF-16 units; `endColumn` is the one after the last. */
export interface ConfigPosition {
  readonly filename: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type Key = string | number;

/** What a list or dict is made of, as far as it is known. Two names for one list share it. */
interface Parts {
  readonly kind: 'list' | 'dict';
  readonly items: Map<Key, Origin>;
  /** Elements of a list; null: not known any more. */
  length: number | null;
}

export interface Origin {
  readonly at: ConfigPosition;
  readonly parts: Parts | null;
}

type Stmt = engine.ast.Stmt;

/** Methods that change what they are called on. */
const MUTATORS = new Set(
  'append clear extend insert pop popitem remove reverse setdefault sort update add discard'.split(' '),
);

export class Origins {
  /** By name, when the file has ended. */
  readonly names = new Map<string, Origin>();

  constructor(
    private readonly filename: string,
    private readonly lines: SourceLines,
    /** How the condition of an `if`, or of a conditional expression, came out; undefined: it is not known. */
    private readonly decided: (node: Node) => boolean | undefined,
  ) {}

  position(node: Expr | Stmt): ConfigPosition {
    const { lineno: line, end_lineno: endLine } = node;
    return {
      filename: this.filename,
      line,
      column: this.lines.column(line, node.col_offset),
      endLine,
      endColumn: this.lines.column(endLine, node.end_col_offset),
    };
  }

  /** The depth of the tree was checked. */
  run(body: readonly Stmt[]): void {
    for (const s of body) this.statement(s);
  }

  private statement(s: Stmt): void {
    switch (s.kind) {
      case 'If': {
        const decided = this.decided(s);
        if (decided !== undefined) this.run(decided ? s.body : s.orelse);
        return;
      }
      case 'Assign': {
        const origin = this.of(s.value);
        for (const target of s.targets) this.assign(target, origin);
        return;
      }
      case 'AnnAssign':
        if (s.value !== null) this.assign(s.target, this.of(s.value));
        return;
      case 'AugAssign':
        this.augment(s);
        return;
      case 'Delete':
        for (const target of s.targets) this.remove(target);
        return;
      case 'Expr':
        if (s.value.kind === 'Call') this.called(s.value);
    }
  }

  // -- values ----------------------------------------------------------------------------------------------------------------

  private of(e: Expr): Origin {
    const at = this.position(e);
    switch (e.kind) {
      case 'List':
      case 'Tuple':
        return { at, parts: this.sequence(e.elts) };
      case 'Dict':
        return { at, parts: this.mapping(e.keys, e.values) };
      case 'Name': {
        const origin = this.names.get(e.id);
        // A value of another file is written there.
        if (origin !== undefined && e.id.startsWith('?')) return origin;
        return { at, parts: origin?.parts ?? null };
      }
      case 'Subscript':
        return { at, parts: this.element(e)?.parts ?? null };
      case 'IfExp': {
        const decided = this.decided(e);
        return decided === undefined ? { at, parts: null } : this.of(decided ? e.body : e.orelse);
      }
      case 'BinOp': {
        const [left, right] = [this.of(e.left).parts, this.of(e.right).parts];
        if (left === null || right === null || left.kind !== right.kind) return { at, parts: null };
        const parts: Parts = { kind: left.kind, items: new Map(left.items), length: left.length };
        if (e.op !== (left.kind === 'list' ? 'Add' : 'BitOr')) return { at, parts: null };
        extend(parts, right);
        return { at, parts };
      }
      case 'Call':
        this.called(e);
        return { at, parts: null };
      default:
        return { at, parts: null };
    }
  }

  private sequence(elts: readonly Expr[]): Parts {
    const parts: Parts = { kind: 'list', items: new Map(), length: 0 };
    for (const e of elts) {
      if (e.kind !== 'Starred') push(parts, this.of(e));
      else {
        const inner = this.of(e.value).parts;
        if (inner?.kind === 'list') extend(parts, inner);
        else parts.length = null;
      }
    }
    return parts;
  }

  private mapping(keys: readonly (Expr | null)[], values: readonly Expr[]): Parts {
    const parts: Parts = { kind: 'dict', items: new Map(), length: null };
    keys.forEach((k, i) => {
      const value = this.of(values[i]!);
      const key = k === null ? undefined : constantKey(k);
      if (key !== undefined) parts.items.set(key, value);
      else if (k === null) {
        // What it has may stand in place of what was there.
        if (value.parts?.kind === 'dict') extend(parts, value.parts);
        else parts.items.clear();
      }
    });
    return parts;
  }

  private element(e: engine.ast.Subscript): Origin | undefined {
    const { parts } = this.of(e.value);
    const key = parts === null ? undefined : keyIn(parts, e.slice);
    return key === undefined ? undefined : parts!.items.get(key);
  }

  // -- statements ------------------------------------------------------------------------------------------------------------

  private assign(target: Expr, origin: Origin): void {
    switch (target.kind) {
      case 'Name':
        this.names.set(target.id, origin);
        return;
      case 'List':
      case 'Tuple': {
        const same = origin.parts?.length === target.elts.length && !target.elts.some((t) => t.kind === 'Starred');
        target.elts.forEach((t, i) => {
          this.assign(t, (same ? origin.parts!.items.get(i) : undefined) ?? { at: origin.at, parts: null });
        });
        return;
      }
      case 'Starred':
        this.assign(target.value, origin);
        return;
      case 'Subscript': {
        const { parts } = this.of(target.value);
        if (parts === null) return;
        const key = keyIn(parts, target.slice);
        if (key === undefined) forget(parts);
        else parts.items.set(key, origin);
      }
    }
  }

  private augment(s: engine.ast.AugAssign): void {
    const value = this.of(s.value);
    const before = s.target.kind === 'Name' ? this.names.get(s.target.id) : undefined;
    const parts = before === undefined ? this.of(s.target).parts : before.parts;
    if (parts === null) this.assign(s.target, { at: this.position(s), parts: null });
    else if (value.parts !== null && s.op === (parts.kind === 'list' ? 'Add' : 'BitOr')) extend(parts, value.parts);
    else forget(parts);
  }

  private remove(target: Expr): void {
    if (target.kind === 'Name') this.names.delete(target.id);
    else if (target.kind === 'Tuple' || target.kind === 'List') for (const t of target.elts) this.remove(t);
    else if (target.kind === 'Subscript') {
      const { parts } = this.of(target.value);
      const key = parts === null ? undefined : keyIn(parts, target.slice);
      if (parts?.kind === 'dict' && key !== undefined) parts.items.delete(key);
      else if (parts !== null) forget(parts);
    }
  }

  /** A method may change what it is called on. */
  private called({ func, args, keywords }: engine.ast.Call): void {
    for (const arg of args) if (arg.kind === 'Call') this.called(arg);
    if (func.kind !== 'Attribute') return;
    const { parts } = this.of(func.value);
    if (parts === null || !MUTATORS.has(func.attr)) return;
    const [first] = args;
    if (func.attr === 'append' && parts.kind === 'list' && first !== undefined) push(parts, this.of(first));
    else if (func.attr === 'extend' && first !== undefined) {
      const more = this.of(first).parts;
      if (more?.kind === 'list') extend(parts, more);
      else parts.length = null;
    } else if (func.attr === 'update' && parts.kind === 'dict' && args.length < 2) {
      const more = first === undefined ? null : this.of(first).parts;
      if (first !== undefined && more === null) forget(parts);
      else if (more !== null) extend(parts, more);
      for (const { arg, value } of keywords) if (arg !== null) parts.items.set(arg, this.of(value));
    } else forget(parts);
  }
}

// -- parts -------------------------------------------------------------------------------------------------------------------

function push(parts: Parts, origin: Origin): void {
  if (parts.length !== null) parts.items.set(parts.length++, origin);
}

/** What `+=`, `|=`, a star in a display do. */
function extend(parts: Parts, by: Parts): void {
  if (parts.kind === 'dict') {
    for (const [key, origin] of [...by.items]) parts.items.set(key, origin);
    return;
  }
  const { length } = parts;
  if (length === null) return;
  for (const [i, origin] of [...by.items]) parts.items.set(length + (i as number), origin);
  parts.length = by.length === null ? null : length + by.length;
}

/** Nobody knows what is where any more. */
function forget(parts: Parts): void {
  parts.items.clear();
  parts.length = null;
}

/** Keys that are one in Python (1, 1.0 and True) are one. */
function constantKey(e: Expr): Key | undefined {
  if (e.kind === 'UnaryOp' && e.op === 'USub') {
    const key = constantKey(e.operand);
    return typeof key === 'number' ? 0 - key : undefined;
  }
  if (e.kind !== 'Constant') return undefined;
  const { value } = e;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  return value instanceof engine.ast.FloatConst ? value.value : undefined;
}

function keyIn(parts: Parts, slice: Expr): Key | undefined {
  const key = constantKey(slice);
  if (parts.kind === 'dict') return key;
  if (typeof key !== 'number' || parts.length === null) return undefined;
  const i = key < 0 ? key + parts.length : key;
  return i >= 0 && i < parts.length ? i : undefined;
}
