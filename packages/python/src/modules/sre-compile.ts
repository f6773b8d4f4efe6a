/**
 * From the tree of a regular expression to code words: the same words as re/_compiler.py makes. What it does not do is left
 * to the Python code (NotHere).
 */
import type { VM } from '../objects/vm.js';
import { ASCII_FOLDING, type CharSet, type Folding, isAll, shortest, UNICODE_FOLDING } from './sre-charset.js';
import { At, INFO_CHARSET, INFO_LITERAL, INFO_PREFIX, Op } from './sre-opcodes.js';
import { DOTALL, type Expression, IGNORECASE, MULTILINE, TYPE_FLAGS, UNICODE } from './sre-syntax.js';
import { MAX_REPEAT_OP, MIN_REPEAT, type Node, NotHere, type Sequence, type SetItem } from './sre-tree.js';

const MAX_CODE = 0xffffffff;

/** For each repeat: its word, the word at its end, its word where what it repeats is one character. */
const REPEATS: ReadonlyMap<number, readonly [number, number, number]> = new Map([
  [MIN_REPEAT, [Op.REPEAT, Op.MIN_UNTIL, Op.MIN_REPEAT_ONE]],
  [MAX_REPEAT_OP, [Op.REPEAT, Op.MAX_UNTIL, Op.REPEAT_ONE]],
  [Op.POSSESSIVE_REPEAT, [Op.POSSESSIVE_REPEAT, Op.SUCCESS, Op.POSSESSIVE_REPEAT_ONE]],
]);
const LINES: ReadonlyMap<number, At> = new Map([
  [At.BEGINNING, At.BEGINNING_LINE],
  [At.END, At.END_LINE],
]);
const UNICODE_PLACES: ReadonlyMap<number, At> = new Map([
  [At.BOUNDARY, At.UNI_BOUNDARY],
  [At.NON_BOUNDARY, At.UNI_NON_BOUNDARY],
]);
/** Categories of Unicode come so far behind those of ASCII. */
const UNICODE_CATEGORIES = 10;

const foldingOf = (flags: number): Folding | null =>
  (flags & IGNORECASE) === 0 ? null : flags & UNICODE ? UNICODE_FOLDING : ASCII_FOLDING;

function combined(flags: number, { b: on, off }: Node): number {
  return ((on & TYPE_FLAGS ? flags & ~TYPE_FLAGS : flags) | on) & ~off;
}

/** The code words of an expression. */
export function codeOf(vm: VM, { tree, flags }: Expression): number[] {
  return new Emitter(vm).expression(tree, flags);
}

class Emitter {
  private readonly code: number[] = [];

  constructor(private readonly vm: VM) {}

  expression(tree: Sequence, flags: number): number[] {
    this.info(tree, flags);
    this.sequence(tree, flags);
    this.code.push(Op.SUCCESS);
    return this.code;
  }

  private sequence({ nodes }: Sequence, flags: number): void {
    this.vm.charge(nodes.length * 4);
    for (const node of nodes) this.node(node, flags);
  }

  /** A block that begins with its own length. */
  private block(op: number, body: () => void): void {
    const { code } = this;
    code.push(op, 0);
    const skip = code.length - 1;
    body();
    code[skip] = code.length - skip;
  }

  private node(node: Node, flags: number): void {
    const { code } = this;
    switch (node.op) {
      case Op.LITERAL:
      case Op.NOT_LITERAL:
        this.literal(node.op, node.a, flags);
        break;
      case Op.IN:
        this.set(node.set, flags);
        break;
      case Op.ANY:
        code.push(flags & DOTALL ? Op.ANY_ALL : Op.ANY);
        break;
      case Op.AT:
        code.push(Op.AT, placeOf(node.a, flags));
        break;
      case Op.FAILURE:
        code.push(Op.FAILURE);
        break;
      case Op.SUBPATTERN:
        if (node.a > 0) code.push(Op.MARK, (node.a - 1) * 2);
        this.sequence(node.inner[0]!, combined(flags, node));
        if (node.a > 0) code.push(Op.MARK, (node.a - 1) * 2 + 1);
        break;
      case Op.ATOMIC_GROUP:
        this.block(Op.ATOMIC_GROUP, () => {
          this.sequence(node.inner[0]!, flags);
          code.push(Op.SUCCESS);
        });
        break;
      case Op.ASSERT:
      case Op.ASSERT_NOT:
        this.assertion(node, flags);
        break;
      case Op.BRANCH:
        this.branch(node.inner, flags);
        break;
      case Op.GROUPREF: {
        const folding = foldingOf(flags);
        const uni = folding?.others != null;
        code.push(folding === null ? Op.GROUPREF : uni ? Op.GROUPREF_UNI_IGNORE : Op.GROUPREF_IGNORE, node.a - 1);
        break;
      }
      case Op.GROUPREF_EXISTS:
        this.conditional(node, flags);
        break;
      default:
        this.repeat(node, flags);
    }
  }

  private literal(op: Op.LITERAL | Op.NOT_LITERAL, c: number, flags: number): void {
    const { code } = this;
    const folding = foldingOf(flags);
    if (folding === null || !folding.isCased(c)) {
      code.push(op, c);
      return;
    }
    const lower = folding.lower(c);
    const positive = op === Op.LITERAL;
    if (folding.others === null) {
      code.push(positive ? Op.LITERAL_IGNORE : Op.NOT_LITERAL_IGNORE, lower);
      return;
    }
    const others = folding.others.get(lower);
    if (others === undefined) {
      code.push(positive ? Op.LITERAL_UNI_IGNORE : Op.NOT_LITERAL_UNI_IGNORE, lower);
      return;
    }
    this.block(Op.IN_UNI_IGNORE, () => {
      if (!positive) code.push(Op.NEGATE);
      for (const one of [lower, ...others]) code.push(Op.LITERAL, one);
      code.push(Op.FAILURE);
    });
  }

  private set(set: readonly SetItem[], flags: number): void {
    const folding = foldingOf(flags);
    const { items, cased } = shortest(this.vm, set, folding);
    if (items.length === 0) this.code.push(Op.FAILURE);
    else if (isAll(items)) this.code.push(Op.ANY_ALL);
    else {
      const op = !cased ? Op.IN : folding?.others == null ? Op.IN_IGNORE : Op.IN_UNI_IGNORE;
      this.block(op, () => this.setItems(items, flags));
    }
  }

  private setItems(items: CharSet['items'], flags: number): void {
    const { code } = this;
    for (const item of items) {
      code.push(item.op);
      if ('words' in item) for (const word of item.words) code.push(word);
      else if (item.op === Op.LITERAL) code.push(item.lo);
      else if (item.op === Op.RANGE || item.op === Op.RANGE_UNI_IGNORE) code.push(item.lo, item.hi);
      else if (item.op === Op.CATEGORY) code.push(item.lo + (flags & UNICODE ? UNICODE_CATEGORIES : 0));
    }
    code.push(Op.FAILURE);
  }

  private assertion({ op, a, inner }: Node, flags: number): void {
    const [body] = inner as [Sequence];
    let back = 0;
    if (a < 0) {
      const [least, most] = body.width();
      if (least !== most || least > MAX_CODE) throw new NotHere();
      back = least;
    }
    this.block(op, () => {
      this.code.push(back);
      this.sequence(body, flags);
      this.code.push(Op.SUCCESS);
    });
  }

  private branch(items: readonly Sequence[], flags: number): void {
    const { code } = this;
    const ends: number[] = [];
    code.push(Op.BRANCH);
    for (const item of items) {
      const skip = code.length;
      code.push(0);
      this.sequence(item, flags);
      code.push(Op.JUMP, 0);
      ends.push(code.length - 1);
      code[skip] = code.length - skip;
    }
    code.push(Op.FAILURE);
    for (const end of ends) code[end] = code.length - end;
  }

  private conditional({ a: group, inner }: Node, flags: number): void {
    const { code } = this;
    const [yes, no] = inner;
    code.push(Op.GROUPREF_EXISTS, group - 1, 0);
    const skip = code.length - 1;
    this.sequence(yes!, flags);
    if (no === undefined || no.nodes.length === 0) {
      code[skip] = code.length - skip + 1;
      return;
    }
    code.push(Op.JUMP, 0);
    const over = code.length - 1;
    code[skip] = code.length - skip + 1;
    this.sequence(no, flags);
    code[over] = code.length - over;
  }

  private repeat({ op, a: min, b: max, inner }: Node, flags: number): void {
    const { code } = this;
    const [body] = inner as [Sequence];
    const [begin, end, one] = REPEATS.get(op)!;
    const simple = isSimple(body);
    this.block(simple ? one : begin, () => {
      code.push(min, max);
      this.sequence(body, flags);
      if (simple) code.push(Op.SUCCESS);
    });
    if (!simple) code.push(end);
  }

  // -- what is known before a match is tried

  private info(tree: Sequence, flags: number): void {
    const { code } = this;
    const [least, most] = tree.width();
    const hi = Math.min(most, MAX_CODE);
    if (least === 0) {
      code.push(Op.INFO, 4, 0, 0, hi);
      return;
    }
    const { prefix, skip, whole } = this.literalPrefix(tree, flags);
    let first: CharSet['items'] = [];
    if (prefix.length === 0) {
      const set = this.firstSet(tree, flags);
      if (set !== null && set.length > 0) first = shortest(this.vm, set, null).items;
      if (isAll(first)) first = [];
    }
    this.block(Op.INFO, () => {
      const literal = skip === null && whole ? INFO_LITERAL : 0;
      code.push(prefix.length > 0 ? INFO_PREFIX | literal : first.length > 0 ? INFO_CHARSET : 0);
      code.push(Math.min(least, MAX_CODE), hi);
      if (prefix.length > 0) {
        this.vm.charge(prefix.length * 2);
        code.push(prefix.length, skip ?? prefix.length);
        for (const c of prefix) code.push(c);
        for (const n of overlaps(prefix)) code.push(n);
      } else if (first.length > 0) this.setItems(first, flags);
    });
  }

  /** The characters that every match begins with, how many of them come before the first group, and whether that is all. */
  private literalPrefix(tree: Sequence, flags: number): { prefix: number[]; skip: number | null; whole: boolean } {
    const prefix: number[] = [];
    let skip: number | null = null;
    const folding = foldingOf(flags);
    for (const node of tree.nodes) {
      if (node.op === Op.LITERAL) {
        if (folding?.isCased(node.a)) return { prefix, skip, whole: false };
        prefix.push(node.a);
      } else if (node.op === Op.SUBPATTERN) {
        const inner = this.literalPrefix(node.inner[0]!, combined(flags, node));
        if (skip === null) {
          if (node.a > 0) skip = prefix.length;
          else if (inner.skip !== null) skip = prefix.length + inner.skip;
        }
        this.vm.charge(inner.prefix.length);
        for (const c of inner.prefix) prefix.push(c);
        if (!inner.whole) return { prefix, skip, whole: false };
      } else return { prefix, skip, whole: false };
    }
    return { prefix, skip, whole: true };
  }

  /** A set that has the first character of every match; null: none is known. */
  private firstSet(tree: Sequence, flags: number): SetItem[] | readonly SetItem[] | null {
    let [node] = tree.nodes;
    while (node?.op === Op.SUBPATTERN) {
      flags = combined(flags, node);
      [node] = node.inner[0]!.nodes;
    }
    if (node === undefined) return null;
    const folding = foldingOf(flags);
    const literal = (one: Node | undefined): SetItem | null =>
      one?.op !== Op.LITERAL || folding?.isCased(one.a) ? null : { op: Op.LITERAL, lo: one.a, hi: 0 };
    if (node.op === Op.LITERAL) {
      const item = literal(node);
      return item === null ? null : [item];
    }
    if (node.op === Op.BRANCH) {
      const items: SetItem[] = [];
      for (const { nodes } of node.inner) {
        const item = literal(nodes[0]);
        if (item === null) return null;
        items.push(item);
      }
      return items;
    }
    if (node.op !== Op.IN) return null;
    return folding === null || node.set.every((item) => this.isUncased(item, folding)) ? node.set : null;
  }

  private isUncased({ op, lo, hi }: SetItem, folding: Folding): boolean {
    if (op === Op.LITERAL) return !folding.isCased(lo);
    if (op !== Op.RANGE) return true;
    if (hi > 0xffff) return false;
    this.vm.charge(hi - lo + 1);
    for (let c = lo; c <= hi; c++) if (folding.isCased(c)) return false;
    return true;
  }
}

function placeOf(at: number, flags: number): number {
  const place = flags & MULTILINE ? (LINES.get(at) ?? at) : at;
  return flags & UNICODE ? (UNICODE_PLACES.get(place) ?? place) : place;
}

/** One character, whichever: repeating it needs no stack. */
function isSimple({ nodes }: Sequence): boolean {
  const [node] = nodes;
  if (nodes.length !== 1) return false;
  const { op, a, inner } = node!;
  if (op === Op.SUBPATTERN) return a === 0 && isSimple(inner[0]!);
  return op === Op.LITERAL || op === Op.NOT_LITERAL || op === Op.ANY || op === Op.IN;
}

/** For each place in a text, how much of the text's beginning ends there (Knuth, Morris, Pratt). */
function overlaps(text: readonly number[]): number[] {
  const table = [0];
  for (let i = 1; i < text.length; i++) {
    let n = table[i - 1]!;
    while (n > 0 && text[i] !== text[n]) n = table[n - 1]!;
    table.push(text[i] === text[n] ? n + 1 : 0);
  }
  return table;
}
