/**
 * An expression before it runs: names that are not there, constructs that are no part of expressions, and operations that
 * fail whatever the values are. All findings at once, in the order of the text.
 */
import { engine, type Machine, PyType, type PyValue } from '@rexec/python';
import type { Finding, Places } from './error.js';
import {
  attributeOf,
  BOOL,
  binaryKinds,
  compareKinds,
  INT,
  itemKinds,
  iterated,
  type Kinds,
  Mismatch,
  mismatchOf,
  only,
  resultOf,
  STR,
  unaryKinds,
  union,
} from './static-types.js';

import Ast = engine.ast;

/** What is known of a function of the host's. */
export interface KnownFunction {
  /** Arguments it needs at least, and takes at most. */
  readonly min: number;
  readonly max: number;
}

export interface Known {
  readonly names: ReadonlyMap<string, Kinds>;
  readonly functions: ReadonlyMap<string, KnownFunction>;
  /** Built-in functions and classes by name. */
  readonly builtins: ReadonlyMap<string, PyValue>;
}

/** Beyond this depth an expression is refused. */
const MAX_DEPTH = 500;

const OPERATORS: Readonly<Record<Ast.Operator, string>> = {
  Add: 'add',
  Sub: 'sub',
  Mult: 'mul',
  MatMult: 'matmul',
  Div: 'truediv',
  Mod: 'mod',
  Pow: 'pow',
  LShift: 'lshift',
  RShift: 'rshift',
  BitOr: 'or',
  BitXor: 'xor',
  BitAnd: 'and',
  FloorDiv: 'floordiv',
};

type Spine = Ast.BinOp | Ast.Attribute | Ast.Subscript | Ast.Call;

export interface Checked {
  readonly findings: readonly Finding[];
  /** Names of the host's that it uses. */
  readonly used: readonly string[];
}

export function check(body: Ast.Expr, known: Known, vm: Machine, places: Places): Checked {
  const checker = new Checker(known, vm, places);
  checker.kindsOf(body);
  const findings = checker.findings.sort((a, b) => a.line - b.line || a.column - b.column);
  return { findings, used: [...known.names.keys()].filter((name) => checker.used.has(name)) };
}

class Checker {
  readonly findings: Finding[] = [];
  readonly used = new Set<string>();
  /** Names of comprehensions, lambdas and `:=`, innermost last. */
  private readonly scopes: Map<string, Kinds>[] = [new Map()];
  private depth = 0;

  constructor(
    private readonly known: Known,
    private readonly vm: Machine,
    private readonly places: Places,
  ) {}

  kindsOf(e: Ast.Expr): Kinds {
    if (this.depth >= MAX_DEPTH) {
      this.report(e, 'SyntaxError', `the expression is nested more than ${MAX_DEPTH} deep`);
      return null;
    }
    this.depth++;
    const kinds = isSpine(e) ? this.spine(e) : this.single(e);
    this.depth--;
    return kinds;
  }

  private report(at: Ast.Expr | Ast.Keyword | Ast.Arg, type: string, reason: string): void {
    if (this.findings.length < 100) this.findings.push({ type, reason, ...this.places.span(at) });
  }

  /** Kinds that an operation gives; a mismatch is reported. */
  private of(at: Ast.Expr, result: Kinds | Mismatch): Kinds {
    if (!(result instanceof Mismatch)) return result;
    this.report(at, result.type, result.reason);
    return null;
  }

  // -- chains that the grammar nests to the left ---------------------------------------------------------------------------

  private spine(e: Spine): Kinds {
    const links: Spine[] = [];
    let head: Ast.Expr = e;
    while (isSpine(head)) {
      links.push(head);
      head = headOf(head);
    }
    const first = links.at(-1)!;
    let kinds = first.kind === 'Call' && head.kind === 'Name' ? null : this.kindsOf(head);
    for (let i = links.length - 1; i >= 0; i--) {
      const link = links[i]!;
      const outer = links[i - 1];
      if (link.kind === 'Attribute' && outer?.kind === 'Call') {
        kinds = this.methodCall(link, outer, kinds);
        i--;
      } else kinds = this.link(link, kinds);
    }
    return kinds;
  }

  private link(e: Spine, left: Kinds): Kinds {
    switch (e.kind) {
      case 'BinOp':
        return this.of(e, binaryKinds(this.vm, OPERATORS[e.op], left, this.kindsOf(e.right)));
      case 'Attribute':
        this.attribute(e, left);
        return null;
      case 'Subscript':
        return this.of(e, itemKinds(this.vm, left, this.kindsOf(e.slice), e.slice.kind === 'Slice'));
      case 'Call':
        return e.func.kind === 'Name' ? this.namedCall(e, e.func) : this.anyCall(e, left);
    }
  }

  private attribute(e: Ast.Attribute, left: Kinds): PyValue | undefined {
    if (e.attr.startsWith('_')) {
      this.report(e, 'AttributeError', `attribute names that begin with '_' are no part of expressions: '${e.attr}'`);
      return undefined;
    }
    const found = attributeOf(this.vm, left, e.attr);
    if (!(found instanceof Mismatch)) return found;
    this.report(e, found.type, found.reason);
    return undefined;
  }

  // -- calls ---------------------------------------------------------------------------------------------------------------

  private methodCall(e: Ast.Attribute, call: Ast.Call, left: Kinds): Kinds {
    const method = this.attribute(e, left);
    this.arguments(call);
    if (!(method instanceof engine.PyMethodDescr)) return null;
    // A method that is called on an object goes by the object's class.
    const def = { ...method.def, qualname: `${only(left)}.${method.def.name}` };
    this.bound(call, def);
    return resultOf(def.qualname);
  }

  private namedCall(call: Ast.Call, func: Ast.Name): Kinds {
    const kinds = this.name(func);
    if (this.isBound(func.id) || this.known.names.has(func.id)) return this.anyCall(call, kinds);
    this.arguments(call);
    const own = this.known.functions.get(func.id);
    if (own !== undefined) return this.hostCall(call, func.id, own);
    const value = this.known.builtins.get(func.id);
    const def = value instanceof engine.PyBuiltin ? value.def : value instanceof PyType ? value.makeDef : null;
    if (def !== null) this.bound(call, def);
    return value === undefined ? null : resultOf(func.id);
  }

  private anyCall(call: Ast.Call, callee: Kinds): Kinds {
    this.arguments(call);
    const kind = only(callee);
    if (kind !== null && kind !== 'function' && kind !== 'type')
      this.report(call, 'TypeError', `'${kind}' object is not callable`);
    return null;
  }

  private arguments(call: Ast.Call): void {
    for (const a of call.args) this.kindsOf(a.kind === 'Starred' ? a.value : a);
    for (const k of call.keywords) this.kindsOf(k.value);
  }

  /** Whether a native takes arguments of this number and these names. */
  private bound(call: Ast.Call, def: engine.NativeDef): void {
    if (isSpread(call)) return;
    const names = call.keywords.map((k) => k.arg!);
    const args: PyValue[] = [...call.args, ...call.keywords].map(() => null);
    try {
      engine.bindNative(this.vm, def, args, names.length === 0 ? null : names);
    } catch (e) {
      const wrong = mismatchOf(e);
      if (wrong !== null) this.report(call, wrong.type, wrong.reason);
    }
  }

  private hostCall(call: Ast.Call, name: string, { min, max }: KnownFunction): Kinds {
    const given = call.args.length + call.keywords.length;
    if (isSpread(call) || (given >= min && given <= max)) return null;
    const bound = given < min ? min : max;
    const word = min === max ? 'exactly' : given < min ? 'at least' : 'at most';
    this.report(
      call,
      'TypeError',
      `${name}() takes ${word} ${bound} argument${bound === 1 ? '' : 's'} (${given} given)`,
    );
    return null;
  }

  // -- everything else -----------------------------------------------------------------------------------------------------

  private single(e: Exclude<Ast.Expr, Spine>): Kinds {
    switch (e.kind) {
      case 'Constant':
        return constantKinds(e.value);
      case 'Name':
        return this.name(e);
      case 'BoolOp':
        return e.values.map((v) => this.kindsOf(v)).reduce(union);
      case 'UnaryOp': {
        const operand = this.kindsOf(e.operand);
        return e.op === 'Not' ? BOOL : this.of(e, unaryKinds(this.vm, e.op, operand));
      }
      case 'IfExp': {
        this.kindsOf(e.test);
        return union(this.kindsOf(e.body), this.kindsOf(e.orelse));
      }
      case 'Compare':
        return this.compare(e);
      case 'Dict':
        for (const key of e.keys) if (key !== null) this.kindsOf(key);
        for (const value of e.values) this.kindsOf(value);
        return new Set(['dict']);
      case 'Set':
      case 'List':
      case 'Tuple':
        for (const item of e.elts) this.kindsOf(item.kind === 'Starred' ? item.value : item);
        return new Set([e.kind.toLowerCase()]);
      case 'JoinedStr':
        for (const part of e.values) this.kindsOf(part);
        return STR;
      case 'FormattedValue':
        this.kindsOf(e.value);
        if (e.format_spec !== null) this.kindsOf(e.format_spec);
        return STR;
      case 'Slice':
        for (const part of [e.lower, e.upper, e.step]) if (part !== null) this.kindsOf(part);
        return null;
      case 'NamedExpr': {
        const kinds = this.kindsOf(e.value);
        if (e.target.kind === 'Name') this.bind(e.target, this.scopes[0]!);
        return kinds;
      }
      case 'Lambda':
        return this.lambda(e);
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
      case 'DictComp':
        return this.comprehension(e);
      case 'Starred':
        return this.kindsOf(e.value);
      default:
        this.report(e, 'SyntaxError', `${WORDS[e.kind]} is no part of expressions`);
        return null;
    }
  }

  private compare(e: Ast.Compare): Kinds {
    let left = this.kindsOf(e.left);
    let all: Kinds = new Set();
    for (const [i, op] of e.ops.entries()) {
      const right = this.kindsOf(e.comparators[i]!);
      all = union(all, this.of(e, compareKinds(this.vm, op, left, right)));
      left = right;
    }
    return all;
  }

  private name(e: Ast.Name): Kinds {
    const { id } = e;
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const scope = this.scopes[i]!;
      if (scope.has(id)) return scope.get(id)!;
    }
    const { names, functions, builtins } = this.known;
    if (names.has(id)) {
      this.used.add(id);
      return names.get(id)!;
    }
    if (functions.has(id)) return new Set(['function']);
    if (builtins.has(id)) return new Set([builtins.get(id) instanceof PyType ? 'type' : 'function']);
    const there = [
      ...this.scopes.flatMap((s) => [...s.keys()]),
      ...names.keys(),
      ...functions.keys(),
      ...builtins.keys(),
    ];
    const meant = this.vm.closestName(there, id);
    const hint = meant === null ? '' : `. Did you mean: '${meant}'?`;
    this.report(e, 'NameError', `name '${id}' is not defined${hint}`);
    return null;
  }

  private isBound(name: string): boolean {
    return this.scopes.some((s) => s.has(name));
  }

  private bind(target: Ast.Expr, scope: Map<string, Kinds>, kinds: Kinds = null): void {
    switch (target.kind) {
      case 'Name':
        if (target.id.startsWith('_') && target.id !== '_') {
          this.report(target, 'NameError', `names that begin with '_' are no part of expressions: '${target.id}'`);
        }
        scope.set(target.id, kinds);
        return;
      case 'Tuple':
      case 'List':
        for (const part of target.elts) this.bind(part, scope);
        return;
      case 'Starred':
        this.bind(target.value, scope);
        return;
      default:
        this.report(target, 'SyntaxError', 'an expression assigns to nothing but names of its own');
    }
  }

  private lambda(e: Ast.Lambda): Kinds {
    const { posonlyargs, args, vararg, kwonlyargs, kw_defaults, kwarg, defaults } = e.args;
    for (const d of [...defaults, ...kw_defaults]) if (d !== null) this.kindsOf(d);
    const scope = new Map<string, Kinds>();
    for (const a of [...posonlyargs, ...args, vararg, ...kwonlyargs, kwarg]) {
      if (a === null) continue;
      if (a.arg.startsWith('_') && a.arg !== '_')
        this.report(a, 'NameError', `names that begin with '_' are no part of expressions: '${a.arg}'`);
      scope.set(a.arg, null);
    }
    this.scopes.push(scope);
    this.kindsOf(e.body);
    this.scopes.pop();
    return new Set(['function']);
  }

  private comprehension(e: Ast.ListComp | Ast.SetComp | Ast.GeneratorExp | Ast.DictComp): Kinds {
    const scope = new Map<string, Kinds>();
    for (const [i, g] of e.generators.entries()) {
      if (g.is_async !== 0)
        this.report(g.iter, 'SyntaxError', 'an asynchronous comprehension is no part of expressions');
      const kinds = this.of(g.iter, iterated(this.vm, this.kindsOf(g.iter)));
      if (i === 0) this.scopes.push(scope);
      this.bind(g.target, scope, kinds);
      for (const test of g.ifs) this.kindsOf(test);
    }
    if (e.kind === 'DictComp') {
      this.kindsOf(e.key);
      this.kindsOf(e.value);
    } else this.kindsOf(e.elt);
    this.scopes.pop();
    return e.kind === 'GeneratorExp'
      ? null
      : new Set([e.kind === 'ListComp' ? 'list' : e.kind === 'SetComp' ? 'set' : 'dict']);
  }
}

const WORDS = {
  Await: "'await'",
  Yield: "'yield'",
  YieldFrom: "'yield from'",
  TemplateStr: 'a template string',
  Interpolation: 'a template string',
} as const;

function isSpine(e: Ast.Expr): e is Spine {
  return e.kind === 'BinOp' || e.kind === 'Attribute' || e.kind === 'Subscript' || e.kind === 'Call';
}

function headOf(e: Spine): Ast.Expr {
  return e.kind === 'BinOp' ? e.left : e.kind === 'Call' ? e.func : e.value;
}

/** `f(*xs)`, `f(**d)`: how many arguments there are is not known. */
function isSpread(call: Ast.Call): boolean {
  return call.args.some((a) => a.kind === 'Starred') || call.keywords.some((k) => k.arg === null);
}

function constantKinds(v: Ast.ConstantValue): Kinds {
  switch (typeof v) {
    case 'boolean':
      return BOOL;
    case 'number':
    case 'bigint':
      return INT;
    case 'string':
      return STR;
  }
  if (v === null) return new Set(['NoneType']);
  if (v instanceof engine.ast.FloatConst) return new Set(['float']);
  if (v instanceof engine.ast.WideConst) return STR;
  return v instanceof engine.ast.BytesConst ? new Set(['bytes']) : null;
}
