/**
 * Reads a regular expression (Library reference, "Regular Expression Syntax"). Whatever is wrong with one, or to be warned
 * of, ends in NotHere: the Python code of re/_parser.py reads it again and has the words for it.
 */
import type { VM } from '../objects/vm.js';
import { At, MAX_REPEAT, Op } from './sre-opcodes.js';
import { Groups, MAX_REPEAT_OP, MIN_REPEAT, NEGATION, Node, NotHere, Sequence, type SetItem } from './sre-tree.js';

export const IGNORECASE = 2;
export const LOCALE = 4;
export const MULTILINE = 8;
export const DOTALL = 16;
export const UNICODE = 32;
export const VERBOSE = 64;
export const DEBUG = 128;
export const ASCII = 256;
export const TYPE_FLAGS = ASCII | LOCALE | UNICODE;

/** Groups in groups: what is deeper is left to a stack that has its own bound. */
const MAX_NESTING = 40;
const MAX_GROUPS = 10_000;
/** A token is a character, or one behind a backslash: then this is added. */
const ESCAPED = 0x200000;
const END = -1;

const code = (c: string): number => c.charCodeAt(0);
const chars = (s: string): ReadonlySet<number> => new Set([...s].map(code));
const WHITESPACE = chars(' \t\n\r\v\f');
const SPECIAL = chars('.\\[{()*+?^$|');
const [
  BAR,
  CLOSE,
  OPEN,
  QUESTION,
  COLON,
  LESS,
  GREATER,
  EQUALS,
  BANG,
  MINUS,
  CARET,
  BRACKET,
  SET_END,
  BRACE,
  BRACE_END,
] = [...'|)(?:<>=!-^[]{}'].map(code) as [number, ...number[]] as number[];
const HASH = code('#');
const COMMA = code(',');
const NEWLINE = 10;

const FLAG_LETTERS: ReadonlyMap<number, number> = new Map([
  [code('i'), IGNORECASE],
  [code('m'), MULTILINE],
  [code('s'), DOTALL],
  [code('x'), VERBOSE],
  [code('a'), ASCII],
  [code('u'), UNICODE],
]);

/** Escapes for one character. */
const LITERALS: ReadonlyMap<number, number> = new Map([
  [code('a'), 7],
  [code('b'), 8],
  [code('f'), 12],
  [code('n'), 10],
  [code('r'), 13],
  [code('t'), 9],
  [code('v'), 11],
  [code('\\'), 92],
]);
/** Escapes for categories, and for places. */
const CATEGORIES: ReadonlyMap<number, number> = new Map([...'dDsSwW'].map((c, i) => [code(c), i]));
const PLACES: ReadonlyMap<number, At> = new Map([
  [code('A'), At.BEGINNING_STRING],
  [code('b'), At.BOUNDARY],
  [code('B'), At.NON_BOUNDARY],
  [code('z'), At.END_STRING],
  [code('Z'), At.END_STRING],
]);
const HEX_SIZES: ReadonlyMap<number, number> = new Map([
  [code('x'), 2],
  [code('u'), 4],
  [code('U'), 8],
]);
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const isOctal = (c: number): boolean => c >= 48 && c <= 55;
const isHex = (c: number): boolean => isDigit(c) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102);
const isLetter = (c: number): boolean => (c >= 65 && c <= 90) || (c >= 97 && c <= 122);

/** What has been read: the tree, the flags it was given and gave itself, its groups. */
export interface Expression {
  readonly tree: Sequence;
  readonly flags: number;
  readonly groups: Groups;
}

export class SyntaxReader {
  private readonly groups = new Groups();
  /** Of the next token, and where it begins and ends. */
  private next = END;
  private at = 0;
  private end = 0;
  /** Inside a look-behind: how many groups there were before it; -1 outside. */
  private before = -1;
  /** Groups of conditionals, by number. */
  private readonly asked: number[] = [];

  constructor(
    private readonly text: Uint32Array | Uint8Array,
    private readonly isText: boolean,
    private flags: number,
    private readonly vm: VM,
  ) {}

  read(): Expression {
    this.seek(0);
    const tree = this.alternatives((this.flags & VERBOSE) !== 0, 0);
    if (this.next !== END) throw new NotHere();
    if (this.asked.some((group) => group >= this.groups.count)) throw new NotHere();
    return { tree, flags: this.checkedFlags(), groups: this.groups };
  }

  private checkedFlags(): number {
    const { flags } = this;
    if (flags & (LOCALE | DEBUG)) throw new NotHere();
    if (!this.isText) {
      if (flags & UNICODE) throw new NotHere();
      return flags;
    }
    if ((flags & ASCII) === 0) return flags | UNICODE;
    if (flags & UNICODE) throw new NotHere();
    return flags;
  }

  // -- tokens

  private seek(at: number): void {
    const { text } = this;
    this.at = this.end = at;
    if (at >= text.length) {
      this.next = END;
      return;
    }
    const c = text[at]!;
    this.end = at + 1;
    this.next = c;
    if (c !== 92) return;
    if (this.end >= text.length) throw new NotHere();
    this.next = text[this.end++]! + ESCAPED;
  }

  private take(): number {
    this.vm.charge(2);
    const token = this.next;
    this.seek(this.end);
    return token;
  }

  private accept(token: number): boolean {
    if (this.next !== token) return false;
    this.take();
    return true;
  }

  private demand(token: number): void {
    if (!this.accept(token)) throw new NotHere();
  }

  private digits(most: number, wanted: (c: number) => boolean): string {
    let out = '';
    while (out.length < most && wanted(this.next)) out += String.fromCharCode(this.take());
    return out;
  }

  /** A name up to a closing sign. */
  private nameUntil(sign: number): string {
    let out = '';
    while (this.next !== sign) {
      const c = this.take();
      // The rules of other names are Python's.
      if (c < 0 || c > 127 || out.length > 100) throw new NotHere();
      out += String.fromCharCode(c);
    }
    this.take();
    return out;
  }

  // -- alternatives, sequences

  private sequence(nodes: Node[] = []): Sequence {
    return new Sequence(nodes, this.groups);
  }

  private alternatives(verbose: boolean, nesting: number): Sequence {
    if (nesting > MAX_NESTING) throw new NotHere();
    const items: Sequence[] = [];
    for (;;) {
      items.push(this.items(verbose, nesting, nesting === 0 && items.length === 0));
      if (!this.accept(BAR!)) break;
      if (nesting === 0) verbose = (this.flags & VERBOSE) !== 0;
    }
    if (items.length === 1) return items[0]!;
    const out = commonBegin(items);
    this.vm.charge(items.length * (out.length + 1));
    for (const item of items) item.nodes.splice(0, out.length);
    out.push(asSet(items) ?? new Node(Op.BRANCH, 0, 0, 0, items));
    return this.sequence(out);
  }

  private items(verbose: boolean, nesting: number, first: boolean): Sequence {
    const nodes: Node[] = [];
    for (;;) {
      const token = this.next;
      if (token === END || token === BAR || token === CLOSE) break;
      const from = this.at;
      this.take();
      if (verbose && WHITESPACE.has(token)) continue;
      if (verbose && token === HASH) {
        for (let c = this.take(); c !== END && c !== NEWLINE; ) c = this.take();
        continue;
      }
      if (token >= ESCAPED) nodes.push(this.escape(token - ESCAPED));
      else if (!SPECIAL.has(token)) nodes.push(new Node(Op.LITERAL, token));
      else if (token === OPEN) {
        if (this.isGlobalFlags()) {
          if (!first || nodes.length > 0) throw new NotHere();
          verbose = (this.flags & VERBOSE) !== 0;
          continue;
        }
        const node = this.group(verbose, nesting);
        if (node !== null) nodes.push(node);
      } else this.special(token, from, nodes);
    }
    // Groups that only hold together are not needed any more.
    if (!nodes.some(isPlainGroup)) return this.sequence(nodes);
    return this.sequence(nodes.flatMap((node) => (isPlainGroup(node) ? node.inner[0]!.nodes : [node])));
  }

  private special(token: number, from: number, nodes: Node[]): void {
    switch (String.fromCharCode(token)) {
      case '.':
        nodes.push(new Node(Op.ANY));
        break;
      case '^':
        nodes.push(new Node(Op.AT, At.BEGINNING));
        break;
      case '$':
        nodes.push(new Node(Op.AT, At.END));
        break;
      case '[':
        nodes.push(this.set());
        break;
      default:
        this.repeat(token, from, nodes);
    }
  }

  // -- repeats

  private repeat(token: number, from: number, nodes: Node[]): void {
    let [min, max] = [token === code('+') ? 1 : 0, token === QUESTION ? 1 : MAX_REPEAT];
    if (token === BRACE) {
      const bounds = this.bounds();
      if (bounds === null) {
        this.seek(from + 1);
        nodes.push(new Node(Op.LITERAL, token));
        return;
      }
      [min, max] = bounds;
    }
    const last = nodes.pop();
    if (last === undefined || last.op === Op.AT || isRepeat(last)) throw new NotHere();
    const body = isPlainGroup(last) ? last.inner[0]! : this.sequence([last]);
    const op = this.accept(QUESTION!) ? MIN_REPEAT : this.accept(code('+')) ? Op.POSSESSIVE_REPEAT : MAX_REPEAT_OP;
    nodes.push(new Node(op, min, max, 0, [body]));
  }

  /** `{m,n}` behind its brace; null: the brace means itself. */
  private bounds(): [number, number] | null {
    if (this.next === BRACE_END) return null;
    const lo = this.digits(12, isDigit);
    const hi = this.accept(COMMA) ? this.digits(12, isDigit) : lo;
    if (isDigit(this.next)) throw new NotHere();
    if (!this.accept(BRACE_END!)) return null;
    const min = lo === '' ? 0 : Number(lo);
    const max = hi === '' ? MAX_REPEAT : Number(hi);
    if (min >= MAX_REPEAT || (hi !== '' && max >= MAX_REPEAT) || max < min) throw new NotHere();
    return [min, max];
  }

  // -- escapes

  private escape(c: number): Node {
    const place = PLACES.get(c);
    if (place !== undefined) return new Node(Op.AT, place);
    const category = CATEGORIES.get(c);
    if (category !== undefined) return new Node(Op.IN, 0, 0, 0, [], [{ op: Op.CATEGORY, lo: category, hi: 0 }]);
    if (c === 48) return new Node(Op.LITERAL, Number.parseInt(`0${this.digits(2, isOctal)}`, 8));
    if (isDigit(c)) return this.reference(c);
    return new Node(Op.LITERAL, this.character(c));
  }

  /** Of what both texts and sets know. */
  private character(c: number): number {
    const literal = LITERALS.get(c);
    if (literal !== undefined) return literal;
    const size = HEX_SIZES.get(c);
    if (size !== undefined && (size === 2 || this.isText)) {
      const digits = this.digits(size, isHex);
      const value = Number.parseInt(digits, 16);
      if (digits.length !== size || value > 0x10ffff) throw new NotHere();
      return value;
    }
    if (isLetter(c) || isDigit(c)) throw new NotHere();
    return c;
  }

  /** `\1`, or three octal digits. */
  private reference(c: number): Node {
    let digits = String.fromCharCode(c);
    if (isDigit(this.next)) {
      digits += String.fromCharCode(this.take());
      if (isOctal(c) && isOctal(digits.charCodeAt(1)) && isOctal(this.next)) {
        const value = Number.parseInt(digits + String.fromCharCode(this.take()), 8);
        if (value > 0o377) throw new NotHere();
        return new Node(Op.LITERAL, value);
      }
    }
    return this.groupReference(Number(digits));
  }

  private groupReference(group: number): Node {
    if (!this.groups.isClosed(group)) throw new NotHere();
    this.checkLookBehind(group);
    return new Node(Op.GROUPREF, group);
  }

  private checkLookBehind(group: number): void {
    if (this.before >= 0 && (!this.groups.isClosed(group) || group >= this.before)) throw new NotHere();
  }

  // -- sets

  private set(): Node {
    // What looks like a set in a set is warned of.
    if (this.next === BRACKET) throw new NotHere();
    const items: SetItem[] = [];
    const negated = this.accept(CARET!);
    for (let first = true; ; first = false) {
      const token = this.take();
      if (token === SET_END && !first) break;
      if (!first && isSetOperator(token) && this.next === token) throw new NotHere();
      const from = this.setItem(token);
      if (this.next !== MINUS) {
        items.push(from);
        continue;
      }
      this.take();
      const last = this.take();
      if (last === SET_END) {
        items.push(from, { op: Op.LITERAL, lo: MINUS!, hi: 0 });
        break;
      }
      if (last === MINUS) throw new NotHere();
      const to = this.setItem(last);
      if (from.op !== Op.LITERAL || to.op !== Op.LITERAL || to.lo < from.lo) throw new NotHere();
      items.push({ op: Op.RANGE, lo: from.lo, hi: to.lo });
    }
    const set = unique(items);
    if (set.length === 1 && set[0]!.op === Op.LITERAL)
      return new Node(negated ? Op.NOT_LITERAL : Op.LITERAL, set[0]!.lo);
    return new Node(Op.IN, 0, 0, 0, [], negated ? [NEGATION, ...set] : set);
  }

  private setItem(token: number): SetItem {
    if (token === END) throw new NotHere();
    if (token < ESCAPED) return { op: Op.LITERAL, lo: token, hi: 0 };
    const c = token - ESCAPED;
    const category = CATEGORIES.get(c);
    if (category !== undefined) return { op: Op.CATEGORY, lo: category, hi: 0 };
    if (!isOctal(c)) return { op: Op.LITERAL, lo: this.character(c), hi: 0 };
    const value = Number.parseInt(String.fromCharCode(c) + this.digits(2, isOctal), 8);
    if (value > 0o377) throw new NotHere();
    return { op: Op.LITERAL, lo: value, hi: 0 };
  }

  // -- groups

  /** `(?im)` sets flags for the whole expression: read, and true. */
  private isGlobalFlags(): boolean {
    if (this.next !== QUESTION) return false;
    const { text } = this;
    let at = this.end;
    let flags = 0;
    while (FLAG_LETTERS.has(text[at] ?? END)) flags = this.addFlag(flags, text[at++]!);
    if (flags === 0 || text[at] !== CLOSE) return false;
    this.vm.charge(at - this.at);
    this.flags |= flags;
    this.seek(at + 1);
    return true;
  }

  private addFlag(flags: number, letter: number): number {
    const flag = FLAG_LETTERS.get(letter);
    if (flag === undefined || (flag === UNICODE && !this.isText)) throw new NotHere();
    if (flag & TYPE_FLAGS && ((flags | flag) & TYPE_FLAGS) !== flag) throw new NotHere();
    return flags | flag;
  }

  /** What follows `(`; null: a comment. */
  private group(verbose: boolean, nesting: number): Node | null {
    if (!this.accept(QUESTION!)) return this.capture(null, verbose, nesting);
    const c = this.take();
    switch (c < 0 || c > 127 ? '' : String.fromCharCode(c)) {
      case ':':
        return this.plain(0, 0, verbose, nesting);
      case '>':
        return new Node(Op.ATOMIC_GROUP, 0, 0, 0, [this.body(verbose, nesting)]);
      case '#':
        for (let t = this.take(); t !== CLOSE; t = this.take()) if (t === END) throw new NotHere();
        return null;
      case '=':
      case '!':
        return this.assertion(c, 1, verbose, nesting);
      case '<':
        return this.lookBehind(verbose, nesting);
      case '(':
        return this.conditional(verbose, nesting);
      case 'P':
        if (this.accept(EQUALS!)) return this.groupReference(this.groups.names.get(this.nameUntil(CLOSE!)) ?? -1);
        this.demand(LESS!);
        return this.capture(this.nameUntil(GREATER!), verbose, nesting);
      default:
        return this.flagged(c, verbose, nesting);
    }
  }

  private body(verbose: boolean, nesting: number): Sequence {
    const body = this.alternatives(verbose, nesting + 1);
    this.demand(CLOSE!);
    return body;
  }

  private plain(on: number, off: number, verbose: boolean, nesting: number): Node {
    return new Node(Op.SUBPATTERN, 0, on, off, [this.body(verbose, nesting)]);
  }

  private capture(name: string | null, verbose: boolean, nesting: number): Node {
    const { groups } = this;
    const number = groups.count;
    if (number > MAX_GROUPS) throw new NotHere();
    groups.widths.push(null);
    if (name !== null) {
      if (!NAME.test(name) || groups.names.has(name)) throw new NotHere();
      groups.names.set(name, number);
    }
    const body = this.body(verbose, nesting);
    groups.widths[number] = body.width();
    return new Node(Op.SUBPATTERN, number, 0, 0, [body]);
  }

  private assertion(sign: number, direction: number, verbose: boolean, nesting: number): Node {
    const body = this.body(verbose, nesting);
    if (sign === EQUALS) return new Node(Op.ASSERT, direction, 0, 0, [body]);
    return body.nodes.length > 0 ? new Node(Op.ASSERT_NOT, direction, 0, 0, [body]) : new Node(Op.FAILURE);
  }

  private lookBehind(verbose: boolean, nesting: number): Node {
    const sign = this.take();
    if (sign !== EQUALS && sign !== BANG) throw new NotHere();
    const outer = this.before;
    if (outer < 0) this.before = this.groups.count;
    const node = this.assertion(sign, -1, verbose, nesting);
    this.before = outer;
    return node;
  }

  private conditional(verbose: boolean, nesting: number): Node {
    if (nesting >= MAX_NESTING) throw new NotHere();
    const name = this.nameUntil(CLOSE!);
    const group = /^[0-9]+$/.test(name) ? Number(name) : (this.groups.names.get(name) ?? 0);
    if (group === 0 || group > MAX_GROUPS) throw new NotHere();
    this.asked.push(group);
    this.checkLookBehind(group);
    const inner = [this.items(verbose, nesting + 1, false)];
    if (this.accept(BAR!)) inner.push(this.items(verbose, nesting + 1, false));
    this.demand(CLOSE!);
    return new Node(Op.GROUPREF_EXISTS, group, 0, 0, inner);
  }

  /** `(?i-s:…)`, of which `c` is the first letter. */
  private flagged(c: number, verbose: boolean, nesting: number): Node {
    let on = 0;
    let off = 0;
    let letter = c;
    for (; letter !== MINUS && letter !== COLON; letter = this.take()) on = this.addFlag(on, letter);
    if (letter === MINUS) {
      for (letter = this.take(); letter !== COLON || off === 0; letter = this.take()) off = this.addFlag(off, letter);
      if (off & TYPE_FLAGS || on & off) throw new NotHere();
    }
    const inside = (verbose || (on & VERBOSE) !== 0) && (off & VERBOSE) === 0;
    return this.plain(on, off, inside, nesting);
  }
}

const isRepeat = ({ op }: Node): boolean => op === MIN_REPEAT || op === MAX_REPEAT_OP || op === Op.POSSESSIVE_REPEAT;

const isPlainGroup = ({ op, a, b, off }: Node): boolean => op === Op.SUBPATTERN && a === 0 && b === 0 && off === 0;

const isSetOperator = (c: number): boolean => c === MINUS || c === 38 || c === 126 || c === BAR;

function unique(items: readonly SetItem[]): SetItem[] {
  const seen = new Set<string>();
  return items.filter(({ op, lo, hi }) => {
    const key = `${op} ${lo} ${hi}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The things with which all alternatives begin. */
function commonBegin(items: readonly Sequence[]): Node[] {
  const [first, ...others] = items as [Sequence, ...Sequence[]];
  const end = first.nodes.findIndex(
    (node, i) => !others.every(({ nodes }) => i < nodes.length && nodes[i]!.same(node)),
  );
  return first.nodes.slice(0, end < 0 ? first.nodes.length : end);
}

/** Alternatives of one character each, as a set. */
function asSet(items: readonly Sequence[]): Node | null {
  const set: SetItem[] = [];
  for (const { nodes } of items) {
    const [node] = nodes;
    if (nodes.length !== 1) return null;
    if (node!.op === Op.LITERAL) set.push({ op: Op.LITERAL, lo: node!.a, hi: 0 });
    else if (node!.op === Op.IN && node!.set[0]!.op !== Op.NEGATE) for (const item of node!.set) set.push(item);
    else return null;
  }
  return new Node(Op.IN, 0, 0, 0, [], unique(set));
}
