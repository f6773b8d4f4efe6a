/** One walk over a tree with the rules of one language, made ready to be asked. */
import { engine } from '@rexec/python';
import { boundNames, isBounded } from './bounded.js';
import type { Span } from './finding.js';
import { DEFINITIONS, FORMS, FUNCTIONS, LOOPS, NODE_WORDS, PARTS } from './nodes.js';
import { PatternList } from './pattern.js';
import { findRecursion } from './recursion.js';
import type { LanguageList, LanguageRule, LanguageRules, LimitKind } from './rules.js';
import { type Charge, childrenOf, type Expr, type Node, spanOf } from './tree.js';

/** Most findings of one source. */
export const MAX_FINDINGS = 1000;

/** What was found, with its place in the tree. */
export interface Found {
  readonly rule: string;
  readonly source: string;
  readonly message: string;
  readonly span: Span;
}

// -- rules, made ready -----------------------------------------------------------------------------------------------------

class Lists {
  readonly allow: PatternList<LanguageRule>;
  readonly deny: PatternList<LanguageRule>;
  /** Nothing to look at. */
  readonly open: boolean;

  constructor(list: LanguageList) {
    this.allow = new PatternList(list.allow);
    this.deny = new PatternList(list.deny);
    this.open = this.allow.isEverything && list.deny.length === 0;
  }
}

export interface Compiled {
  readonly rules: LanguageRules;
  readonly nodes: Lists;
  readonly names: Lists;
  readonly reserved: PatternList<LanguageRule>;
  readonly methods: ReadonlySet<string>;
  readonly attributes: Lists;
  readonly calls: Lists;
  readonly imports: Lists;
}

const kept = new WeakMap<LanguageRules, Compiled>();

export function compiled(rules: LanguageRules): Compiled {
  let made = kept.get(rules);
  if (made === undefined) {
    made = {
      rules,
      nodes: new Lists(rules.nodes),
      names: new Lists(rules.names),
      reserved: new PatternList(rules.names.reserved),
      methods: new Set(rules.names.methods),
      attributes: new Lists(rules.attributes),
      calls: new Lists(rules.calls),
      imports: new Lists(rules.imports),
    };
    kept.set(rules, made);
  }
  return made;
}

const setOf = (words: readonly string[]): ReadonlySet<string> => new Set(words);
const LOOP_SET = setOf(LOOPS);
const FUNCTION_SET = setOf(FUNCTIONS);
const DEFINITION_SET = setOf(DEFINITIONS);
const PART_SET = setOf(PARTS);

/** Longest text quoted in a message. */
const MAX_QUOTED = 60;
const quoted = (text: string): string => `"${text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text}"`;
const wordsFor = (kind: string): string => NODE_WORDS.get(kind) ?? `${kind}`;

// -- one walk ----------------------------------------------------------------------------------------------------------------

export class Checker {
  private readonly found: Found[] = [];
  private statements = 0;
  private deepest = false;
  private span: Span = { lineno: 1, col_offset: 0, end_lineno: 1, end_col_offset: 0 };
  private bound: ReadonlySet<string> = new Set();
  private readonly profileSource: string;

  constructor(
    private readonly tree: Node,
    private readonly c: Compiled,
    private readonly charge: Charge,
  ) {
    this.profileSource = `profile ${c.rules.profile}`;
  }

  run(): Found[] {
    const { rules } = this.c;
    if (rules.loops.value === 'bounded') this.bound = boundNames(this.tree, this.charge);
    const nodes: Node[] = [this.tree];
    const depths: number[] = [0];
    const spans: Span[] = [this.span];
    const children: Node[] = [];
    while (nodes.length > 0 && this.found.length <= MAX_FINDINGS) {
      this.charge(1);
      const node = nodes.pop()!;
      this.span = spanOf(node) ?? spans.at(-1)!;
      spans.pop();
      const depth = depths.pop()! + (PART_SET.has(node.kind) ? 0 : 1);
      this.node(node, depth);
      childrenOf(node, children);
      for (let i = children.length - 1; i >= 0; i--) {
        nodes.push(children[i]!);
        depths.push(depth);
        spans.push(this.span);
      }
      children.length = 0;
    }
    if (!rules.recursion.value && rules.definitions.value !== 'none') this.recursion();
    return this.found;
  }

  private add(rule: string, source: string, message: string, span: Span = this.span): void {
    this.found.push({ rule, source, message, span });
  }

  private addRule(rule: LanguageRule, message: string): void {
    this.add(rule.rule, rule.source, message);
  }

  private node(node: Node, depth: number): void {
    this.kind(node);
    const limit = this.c.rules.limits.depth;
    // The root is no depth.
    if (limit !== undefined && depth - 1 > limit.value && !this.deepest) {
      this.deepest = true;
      this.over('depth', `the source is nested deeper than ${limit.value}`);
    }
    switch (node.kind) {
      case 'Name':
        this.name(node.id, node.ctx !== 'Load');
        return;
      case 'Attribute':
        this.span = attributeSpan(node);
        this.attribute(node.attr);
        return;
      case 'Call':
        this.call(node.func);
        return;
      case 'Constant':
        this.constant(node.value);
        return;
      case 'BinOp':
      case 'BoolOp':
      case 'UnaryOp':
        this.operator(node.op);
        return;
      case 'Compare':
        for (const op of node.ops) this.operator(op);
        return;
      case 'AugAssign':
        this.form('AugAssign', node.target.kind);
        this.operator(node.op);
        return;
      case 'List':
      case 'Tuple':
      case 'Set':
        this.collection(node.elts.length);
        return;
      case 'Dict':
        this.collection(node.keys.length);
        return;
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        this.name(node.name, true, node.col_offset > 0);
        return;
      case 'ClassDef':
        this.name(node.name, true);
        if (node.keywords.some((k) => k.arg === 'metaclass')) this.form('ClassDef', 'metaclass');
        return;
      case 'TypeVar':
      case 'ParamSpec':
      case 'TypeVarTuple':
        this.name(node.name, true);
        return;
      case 'arg':
        this.name(node.arg, true);
        return;
      case 'ExceptHandler':
      case 'MatchAs':
      case 'MatchStar':
        if (node.name !== null) this.name(node.name, true);
        return;
      case 'MatchMapping':
        if (node.rest !== null) this.name(node.rest, true);
        return;
      case 'MatchClass':
        for (const name of node.kwd_attrs) this.attribute(name);
        return;
      case 'Import':
        for (const alias of node.names) this.imported(alias.name);
        this.aliases(node.names);
        return;
      case 'ImportFrom':
        this.imported(`${'.'.repeat(node.level ?? 0)}${node.module ?? ''}`);
        this.aliases(node.names);
        if (node.names.some((alias) => alias.name === '*')) this.form('ImportFrom', '*');
        return;
      case 'For':
        this.loopOver(node.iter, 'a for loop');
        return;
      case 'comprehension':
        this.loopOver(node.iter, 'a comprehension');
        return;
    }
  }

  // -- kinds ---------------------------------------------------------------------------------------------------------------

  private kind(node: Node): void {
    const { kind } = node;
    const { nodes, rules } = this.c;
    if (engine.ast.NODE_FIELDS.get(kind)!.base === 'stmt') this.statement();
    const denied = nodes.deny.find(kind);
    if (denied !== null) {
      this.addRule(denied, `${wordsFor(kind)} is not allowed`);
      return;
    }
    if (!nodes.allow.isEverything && !PART_SET.has(kind) && nodes.allow.find(kind) === null) {
      this.add('language.nodes (default)', this.profileSource, `${wordsFor(kind)} is not allowed`);
      return;
    }
    if (LOOP_SET.has(kind)) this.loop(kind);
    else if (DEFINITION_SET.has(kind)) {
      const { value, source } = rules.definitions;
      if (value === 'any' || (value === 'functions' && FUNCTION_SET.has(kind))) return;
      const why = value === 'none' ? 'this language has no definitions' : 'this language has no classes';
      this.add('language.definitions', source, `${wordsFor(kind)} is not allowed: ${why}`);
    }
  }

  private loop(kind: string): void {
    const { value, source } = this.c.rules.loops;
    if (value === 'none') {
      this.add('language.loops', source, `${wordsFor(kind)} is not allowed: this language has no loops`);
    } else if (value === 'bounded' && (kind === 'While' || kind === 'AsyncFor')) {
      this.add('language.loops', source, `${wordsFor(kind)} is not allowed: it has no bound`);
    }
  }

  private loopOver(iter: Expr, what: string): void {
    const { value, source } = this.c.rules.loops;
    if (value !== 'bounded' || isBounded(iter, this.bound)) return;
    const message = `${what} over this has no bound that the source shows; write it over a range, a display, or list(…)`;
    this.add('language.loops', source, message, spanOf(iter) ?? this.span);
  }

  /** `Constant(Ellipsis)`: one form of a class. */
  private form(kind: string, form: string): void {
    if (!FORMS.get(kind)!.includes(form)) return;
    const name = `${kind}(${form})`;
    const denied = this.c.nodes.deny.find(name);
    if (denied !== null) this.addRule(denied, `${wordsFor(name)} is not allowed`);
  }

  private operator(op: string): void {
    const denied = this.c.nodes.deny.find(op);
    if (denied !== null) this.addRule(denied, `the operator ${op} is not allowed`);
  }

  // -- names -----------------------------------------------------------------------------------------------------------------

  private name(name: string, binding: boolean, method = false): void {
    const { names, reserved, methods } = this.c;
    if (binding) {
      const rule = reserved.find(name);
      if (rule !== null) this.addRule(rule, `the name ${quoted(name)} is reserved`);
    }
    if (names.open || (method && methods.has(name))) return;
    this.charge(name.length >> 4);
    const denied = names.deny.find(name);
    if (denied !== null) {
      this.addRule(denied, `the name ${quoted(name)} is not allowed`);
      return;
    }
    if (names.allow.find(name) === null) {
      this.add(
        'language.names (default)',
        this.c.rules.names.allow[0]?.source ?? this.profileSource,
        `no rule allows the name ${quoted(name)}`,
      );
    }
  }

  private attribute(name: string): void {
    const { attributes } = this.c;
    if (attributes.open) return;
    this.charge(name.length >> 4);
    const denied = attributes.deny.find(name);
    if (denied !== null) {
      this.addRule(denied, `the attribute ${quoted(name)} is not allowed`);
      return;
    }
    if (attributes.allow.find(name) === null) {
      const source = this.c.rules.attributes.allow[0]?.source ?? this.profileSource;
      this.add('language.attributes (default)', source, `no rule allows the attribute ${quoted(name)}`);
    }
  }

  private call(func: Expr): void {
    const { calls } = this.c;
    if (calls.open) return;
    const name = dotted(func);
    this.charge(name.length >> 4);
    const denied = calls.deny.find(name);
    if (denied !== null) {
      this.addRule(denied, `a call of ${quoted(name)} is not allowed`);
      return;
    }
    if (calls.allow.find(name) === null) {
      const source = this.c.rules.calls.allow[0]?.source ?? this.profileSource;
      this.add('language.calls (default)', source, `no rule allows a call of ${quoted(name)}`);
    }
  }

  private imported(name: string): void {
    const { imports } = this.c;
    if (imports.open) return;
    this.charge(name.length >> 4);
    const denied = imports.deny.findAbove(name);
    if (denied !== null) {
      this.addRule(denied, `an import of ${quoted(name)} is not allowed`);
      return;
    }
    if (imports.allow.findAbove(name) !== null) return;
    const { allow } = this.c.rules.imports;
    const message =
      allow.length === 0
        ? 'an import is not allowed: this language has none'
        : `no rule allows an import of ${quoted(name)}`;
    this.add('language.imports', allow[0]?.source ?? this.profileSource, message);
  }

  private aliases(names: readonly { readonly name: string; readonly asname: string | null }[]): void {
    for (const { name, asname } of names) {
      if (name !== '*') this.name(name, asname === null);
      if (asname !== null) this.name(asname, true);
    }
  }

  // -- sizes -------------------------------------------------------------------------------------------------------------------

  private over(limit: LimitKind, message: string): void {
    const { value, source } = this.c.rules.limits[limit]!;
    this.add(`language.limits.${limit} = ${value}`, source, message);
  }

  private statement(): void {
    const limit = this.c.rules.limits.statements;
    this.statements++;
    if (limit === undefined || this.statements !== limit.value + 1) return;
    this.over('statements', `the source has more than ${limit.value} statement${limit.value === 1 ? '' : 's'}`);
  }

  private collection(length: number): void {
    const limit = this.c.rules.limits.collection;
    if (limit !== undefined && length > limit.value) {
      this.over('collection', `a collection of ${length} elements is longer than ${limit.value}`);
    }
  }

  private constant(value: engine.ast.ConstantValue): void {
    const { limits } = this.c.rules;
    this.form('Constant', constantForm(value));
    if (typeof value === 'number' || typeof value === 'bigint') {
      if (limits.digits === undefined) return;
      const digits = decimalDigits(value);
      if (digits > limits.digits.value)
        this.over('digits', `a number of ${digits} digits is longer than ${limits.digits.value}`);
      return;
    }
    const length = textLength(value);
    if (limits.string !== undefined && length > limits.string.value) {
      this.over('string', `a text of ${length} is longer than ${limits.string.value}`);
    }
  }

  // -- recursion ---------------------------------------------------------------------------------------------------------------

  private recursion(): void {
    const { source } = this.c.rules.recursion;
    for (const { from, to, node } of findRecursion(this.tree, this.charge)) {
      const how =
        from === to
          ? `the function ${quoted(from)} calls itself`
          : `${quoted(from)} calls ${quoted(to)}, which leads back to it`;
      this.add('language.recursion', source, `${how}: this language has no recursion`, spanOf(node) ?? this.span);
    }
  }
}

/** The name behind the dot. */
function attributeSpan(node: engine.ast.Attribute): Span {
  const { end_lineno, end_col_offset, attr } = node;
  const start = end_col_offset - new TextEncoder().encode(attr).length;
  const col_offset = end_lineno === node.lineno ? Math.max(start, node.col_offset) : Math.max(start, 0);
  return { lineno: end_lineno, col_offset, end_lineno, end_col_offset };
}

const MAX_DOTS = 100;

/** `os.path.join` as it is written; what is no name is `()`. */
function dotted(func: Expr): string {
  const parts: string[] = [];
  let at: Expr = func;
  for (let i = 0; at.kind === 'Attribute' && i < MAX_DOTS; i++) {
    parts.push(at.attr);
    at = at.value;
  }
  parts.push(at.kind === 'Name' ? at.id : '()');
  return parts.reverse().join('.');
}

function constantForm(value: engine.ast.ConstantValue): string {
  if (value === null) return 'None';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
    case 'bigint':
      return 'int';
    case 'string':
      return 'str';
  }
  if (value instanceof engine.ast.FloatConst) return 'float';
  if (value instanceof engine.ast.ImagConst) return 'complex';
  if (value instanceof engine.ast.WideConst) return 'str';
  return value instanceof engine.ast.BytesConst ? 'bytes' : 'Ellipsis';
}

function textLength(value: engine.ast.ConstantValue): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof engine.ast.WideConst) return value.codepoints.length;
  return value instanceof engine.ast.BytesConst ? value.bytes.length : 0;
}

/** Decimal digits, of a great number as its length in hexadecimal gives them. */
function decimalDigits(value: number | bigint): number {
  if (typeof value === 'number') return String(Math.abs(value)).length;
  return Math.ceil(value.toString(16).length * 4 * Math.LOG10E * Math.LN2);
}
