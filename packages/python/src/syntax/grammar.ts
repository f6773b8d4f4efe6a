/** Compiles the rules of `grammar-rules.ts` to the form that `diagnose.ts` runs. */

import { RULES } from './grammar-rules.js';
import * as T from './tokens.js';

export const PLAIN = 0;
export const OPTIONAL = 1;
export const AHEAD = 2;
export const NOT_AHEAD = 3;
export const DEMANDED = 4;
export const CUT = 5;

/** Tests of one token that are more than a kind. */
export const TEST_AUGASSIGN = -2;
export const TEST_NOTEQ = -3;
export const TEST_SOFT_KEYWORD = -4;

export interface Item {
  /** A token's kind, a test (negative), or -1: see `word` and `rule`. */
  readonly token: number;
  readonly word: string | null;
  rule: Rule | null;
  mode: number;
  /** 0: none; else where the value is kept: a 1, b 2, d 3, t 4, v 5. */
  capture: number;
  readonly text: string;
}

export interface Action {
  readonly name: string;
  /** An error, not a node. */
  readonly raises: boolean;
  readonly operands: readonly number[];
  readonly word: string;
  readonly message: string;
}

export interface Alternative {
  /** Only in the second pass: it is nothing but a rule for mistakes. */
  readonly invalid: boolean;
  readonly items: Item[];
  readonly action: Action | null;
}

export interface Rule {
  readonly id: number;
  readonly name: string;
  readonly memo: boolean;
  readonly left: boolean;
  /** Turns the second pass's rules off inside. */
  readonly withoutInvalid: boolean;
  /** For a loop: the repeated item, the separator, how often at least. */
  readonly loop: { readonly item: Item; readonly separator: Item | null; readonly min: number } | null;
  readonly alternatives: Alternative[];
}

const CAPTURES: Record<string, number> = { a: 1, b: 2, d: 3, t: 4, v: 5 };

const TOKEN_NAMES: Record<string, number> = {
  ENDMARKER: T.ENDMARKER,
  NAME: T.NAME,
  NUMBER: T.NUMBER,
  STRING: T.STRING,
  NEWLINE: T.NEWLINE,
  INDENT: T.INDENT,
  DEDENT: T.DEDENT,
  TYPE_COMMENT: T.TYPE_COMMENT,
  FSTRING_START: T.FSTRING_START,
  FSTRING_MIDDLE: T.FSTRING_MIDDLE,
  FSTRING_END: T.FSTRING_END,
  TSTRING_START: T.TSTRING_START,
  TSTRING_MIDDLE: T.TSTRING_MIDDLE,
  TSTRING_END: T.TSTRING_END,
  AUGASSIGN: TEST_AUGASSIGN,
  NOTEQ: TEST_NOTEQ,
  SOFT_KEYWORD: TEST_SOFT_KEYWORD,
};

const LEXEME = /\s*('[^']+'|"[^"]+"|\w+|=>|&&|[()|?*+&!~.:])/y;

class Compiler {
  readonly rules = new Map<string, Rule>();
  count = 0;
  private text = '';
  private at = 0;
  private readonly pending: { item: Item; name: string }[] = [];

  compile(): void {
    for (const [head, ...alternatives] of RULES) {
      const [name, flag] = head.split('%') as [string, string | undefined];
      const rule = this.newRule(name, flag, null);
      this.rules.set(name, rule);
      for (const text of alternatives) {
        this.text = text;
        this.at = 0;
        rule.alternatives.push(...this.alternatives(0));
      }
    }
    for (const { item, name } of this.pending) {
      const rule = this.rules.get(name);
      if (rule === undefined) throw new Error(`no rule ${name}`);
      item.rule = rule;
    }
  }

  private newRule(name: string, flag: string | undefined, loop: Rule['loop']): Rule {
    return {
      id: this.count++,
      name,
      memo: flag === 'memo',
      left: flag === 'left',
      withoutInvalid: flag === 'plain',
      loop,
      alternatives: [],
    };
  }

  private peek(): string {
    LEXEME.lastIndex = this.at;
    return LEXEME.exec(this.text)?.[1] ?? '';
  }

  private next(): string {
    LEXEME.lastIndex = this.at;
    const lexeme = LEXEME.exec(this.text)?.[1] ?? '';
    this.at = LEXEME.lastIndex;
    return lexeme;
  }

  private alternatives(depth: number): Alternative[] {
    const out: Alternative[] = [];
    do {
      const items: Item[] = [];
      for (let c = this.peek(); c !== '' && c !== '|' && c !== ')' && c !== '=>'; c = this.peek())
        items.push(this.item());
      let action: Action | null = null;
      if (this.peek() === '=>') {
        this.next();
        action = depth > 0 ? parseAction(this.next()) : parseAction(this.text.slice(this.at).trim());
        if (depth === 0) this.at = this.text.length;
      }
      out.push({ invalid: items.length === 1 && items[0]!.text.startsWith('invalid_'), items, action });
    } while (this.peek() === '|' && this.next());
    return out;
  }

  private item(): Item {
    const prefix = this.peek();
    if (prefix === '~') {
      this.next();
      return { token: -1, word: null, rule: null, mode: CUT, capture: 0, text: '~' };
    }
    let mode = PLAIN;
    if (prefix === '&&' || prefix === '&' || prefix === '!') {
      this.next();
      mode = prefix === '&&' ? DEMANDED : prefix === '&' ? AHEAD : NOT_AHEAD;
    }
    let capture = 0;
    if (CAPTURES[this.peek()] !== undefined && /^\s*\w:/.test(this.text.slice(this.at))) {
      capture = CAPTURES[this.next()]!;
      this.next();
    }
    const element = this.atom(mode, capture);
    if (this.text[this.at] === '.') {
      this.next();
      const repeated = this.atom(PLAIN, 0);
      this.next();
      element.mode = PLAIN;
      element.capture = 0;
      return this.loopItem(repeated, element, 1, mode, capture);
    }
    const suffix = this.text[this.at];
    if (suffix === '?') {
      this.next();
      element.mode = OPTIONAL;
      return element;
    }
    if (suffix === '*' || suffix === '+') {
      this.next();
      element.mode = PLAIN;
      element.capture = 0;
      return this.loopItem(element, null, suffix === '+' ? 1 : 0, mode, capture);
    }
    return element;
  }

  private loopItem(item: Item, separator: Item | null, min: number, mode: number, capture: number): Item {
    const rule = this.newRule('_loop', undefined, { item, separator, min });
    return { token: -1, word: null, rule, mode, capture, text: '' };
  }

  private atom(mode: number, capture: number): Item {
    const lexeme = this.next();
    if (lexeme === '(') {
      const rule = this.newRule('_group', undefined, null);
      rule.alternatives.push(...this.alternatives(1));
      this.next();
      return { token: -1, word: null, rule, mode, capture, text: '' };
    }
    if (lexeme.startsWith("'")) {
      const text = lexeme.slice(1, -1);
      const token = T.KEYWORD_KINDS.get(text) ?? T.OPERATOR_KINDS.get(text)!;
      return { token, word: null, rule: null, mode, capture, text };
    }
    if (lexeme.startsWith('"')) {
      return { token: -1, word: lexeme.slice(1, -1), rule: null, mode, capture, text: lexeme };
    }
    const token = TOKEN_NAMES[lexeme];
    if (token !== undefined) return { token, word: null, rule: null, mode, capture, text: lexeme };
    const item: Item = { token: -1, word: null, rule: null, mode, capture, text: lexeme };
    this.pending.push({ item, name: lexeme });
    return item;
  }
}

function parseAction(text: string): Action {
  const message = /`(.*)`/.exec(text)?.[1] ?? '';
  const words = text.replace(/`.*`/, '').trim().split(/\s+/);
  const name = words[0]!;
  const operands = words.slice(1).filter((word) => word in CAPTURES);
  const word = words.slice(1).find((one) => !(one in CAPTURES)) ?? '';
  return {
    name: name.replace('#', ''),
    raises: name.startsWith('#'),
    operands: operands.map((one) => CAPTURES[one]!),
    word,
    message,
  };
}

let compiled: { rules: ReadonlyMap<string, Rule>; count: number } | null = null;

/** The compiled grammar: made when first asked for, never changed after. */
export function grammar(): { rules: ReadonlyMap<string, Rule>; count: number } {
  if (compiled === null) {
    const compiler = new Compiler();
    compiler.compile();
    compiled = { rules: compiler.rules, count: compiler.count };
  }
  return compiled;
}
