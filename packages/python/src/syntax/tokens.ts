/**
 * The kinds of tokens (numbers, for fast switches) and the table of tokens that the tokenizer fills.
 * Each keyword and each operator is a kind of its own; soft keywords are NAME tokens.
 */

export const ENDMARKER = 0;
export const NAME = 1;
export const NUMBER = 2;
export const STRING = 3;
export const NEWLINE = 4;
export const INDENT = 5;
export const DEDENT = 6;
export const TYPE_COMMENT = 7;
export const FSTRING_START = 8;
export const FSTRING_MIDDLE = 9;
export const FSTRING_END = 10;
export const TSTRING_START = 11;
export const TSTRING_MIDDLE = 12;
export const TSTRING_END = 13;
/** Stands at the end of the table when the source could not be read further. */
export const ERRORTOKEN = 14;
/** A character that begins no token ('$', '?', '`'): fits no rule. */
export const ERROR_OPERATOR = 15;

export const FIRST_OPERATOR = 16;

/** Operators in the order of their kinds, from FIRST_OPERATOR. */
export const OPERATORS = [
  ...['(', ')', '[', ']', '{', '}', ',', ':', ';', '.', '...', '->', ':=', '!', '=', '==', '!='],
  ...['<', '>', '<=', '>=', '+', '-', '*', '/', '%', '@', '&', '|', '^', '~', '<<', '>>', '**', '//'],
  ...['+=', '-=', '*=', '/=', '%=', '@=', '&=', '|=', '^=', '<<=', '>>=', '**=', '//='],
] as const;

export const FIRST_KEYWORD = 80;

/** Keywords in the order of their kinds, from FIRST_KEYWORD. */
export const KEYWORDS = [
  ...['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del'],
  ...['elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal'],
  ...['not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield'],
] as const;

export const LPAR = 16;
export const RPAR = 17;
export const LSQB = 18;
export const RSQB = 19;
export const LBRACE = 20;
export const RBRACE = 21;
export const COMMA = 22;
export const COLON = 23;
export const SEMI = 24;
export const DOT = 25;
export const ELLIPSIS_TOKEN = 26;
export const RARROW = 27;
export const COLONEQUAL = 28;
export const EXCLAMATION = 29;
export const EQUAL = 30;
export const EQEQUAL = 31;
export const NOTEQUAL = 32;
export const LESS = 33;
export const GREATER = 34;
export const LESSEQUAL = 35;
export const GREATEREQUAL = 36;
export const PLUS = 37;
export const MINUS = 38;
export const STAR = 39;
export const SLASH = 40;
export const PERCENT = 41;
export const AT = 42;
export const AMPER = 43;
export const VBAR = 44;
export const CIRCUMFLEX = 45;
export const TILDE = 46;
export const LEFTSHIFT = 47;
export const RIGHTSHIFT = 48;
export const DOUBLESTAR = 49;
export const DOUBLESLASH = 50;
export const PLUSEQUAL = 51;
export const DOUBLESLASHEQUAL = 63;

export const K_FALSE = 80;
export const K_NONE = 81;
export const K_TRUE = 82;
export const K_AND = 83;
export const K_AS = 84;
export const K_ASSERT = 85;
export const K_ASYNC = 86;
export const K_AWAIT = 87;
export const K_BREAK = 88;
export const K_CLASS = 89;
export const K_CONTINUE = 90;
export const K_DEF = 91;
export const K_DEL = 92;
export const K_ELIF = 93;
export const K_ELSE = 94;
export const K_EXCEPT = 95;
export const K_FINALLY = 96;
export const K_FOR = 97;
export const K_FROM = 98;
export const K_GLOBAL = 99;
export const K_IF = 100;
export const K_IMPORT = 101;
export const K_IN = 102;
export const K_IS = 103;
export const K_LAMBDA = 104;
export const K_NONLOCAL = 105;
export const K_NOT = 106;
export const K_OR = 107;
export const K_PASS = 108;
export const K_RAISE = 109;
export const K_RETURN = 110;
export const K_TRY = 111;
export const K_WHILE = 112;
export const K_WITH = 113;
export const K_YIELD = 114;

export const OPERATOR_KINDS: ReadonlyMap<string, number> = new Map(OPERATORS.map((op, i) => [op, FIRST_OPERATOR + i]));
export const KEYWORD_KINDS: ReadonlyMap<string, number> = new Map(KEYWORDS.map((word, i) => [word, FIRST_KEYWORD + i]));

/** Tokens as columns; `start` and `end` index the source, `col` and `endCol` count UTF-8 bytes (-1: no place). */
export class TokenTable {
  readonly kind: number[] = [];
  readonly start: number[] = [];
  readonly end: number[] = [];
  readonly line: number[] = [];
  readonly col: number[] = [];
  readonly endLine: number[] = [];
  readonly endCol: number[] = [];
  /** Source text that some token closes (for `{x=}` and t-strings): by token index, the text of the expression. */
  readonly expressionText = new Map<number, string>();
  readonly typeIgnores: { lineno: number; tag: string }[] = [];

  get length(): number {
    return this.kind.length;
  }
}
