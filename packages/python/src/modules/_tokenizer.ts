/**
 * `_tokenizer.tokens`: the tokens of a source text as `tokenize` shows them (Library Reference, "tokenize"). The
 * compiler's tokenizer finds them; comments and the line ends within statements are in the text between its tokens.
 */

import { ListType, tuple } from '../objects/builtin-types.js';
import { defineModule } from '../objects/define.js';
import type { PyValue, R } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import { fromJS, toJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { pieceOf } from '../syntax/pieces.js';
import { Tokenizer } from '../syntax/tokenizer.js';
import * as T from '../syntax/tokens.js';
import { badArgument, strOf } from '../types/coerce.js';

const OP = 55;
const FSTRING_START = 59;
const COMMENT = 65;
const NL = 66;

/** The number that `token` has for a kind of the compiler's tokens. */
function tokenType(kind: number): number {
  if (kind >= T.FIRST_KEYWORD) return T.NAME;
  if (kind >= T.ERROR_OPERATOR) return OP;
  return kind >= T.FSTRING_START ? FSTRING_START + kind - T.FSTRING_START : kind;
}

/** Lines of a text: where each begins in the text with `\n` alone, and what ended it. */
class Lines {
  readonly starts: number[] = [0];
  readonly ends: string[] = [];
  readonly source: string;
  /** The line looked up last: tokens come in order. */
  private at = 0;

  constructor(readonly given: string) {
    for (const m of given.matchAll(/\r\n?|\n/g)) this.ends.push(m[0]);
    let source = given.includes('\r') ? given.replace(/\r\n?/g, '\n') : given;
    if (source !== '' && !source.endsWith('\n')) {
      source += '\n';
      this.ends.push('');
    }
    this.source = source;
    for (let i = source.indexOf('\n'); i >= 0; i = source.indexOf('\n', i + 1)) this.starts.push(i + 1);
  }

  /** Index of the line that a position lies in. */
  lineOf(pos: number): number {
    if (this.starts[this.at]! > pos) this.at = 0;
    while (this.at + 1 < this.starts.length && this.starts[this.at + 1]! <= pos) this.at++;
    return this.at;
  }

  text(line: number): string {
    const start = this.starts[line];
    const next = this.starts[line + 1];
    if (start === undefined || next === undefined) return '';
    return pieceOf(this.source, start, next - 1) + this.ends[line]!;
  }
}

class Emitter {
  readonly out: PyValue[] = [];
  private readonly wide: boolean;
  /** The lines that the last token lies in: tokens of one line share its text. */
  private first = -1;
  private last = -1;
  private shown: PyValue = '';
  /** In a wide text: a position in a line, and the code points before it. */
  private countedIn = -1;
  private countedTo = 0;
  private counted = 0;

  constructor(
    private readonly vm: VM,
    private readonly lines: Lines,
  ) {
    this.wide = /[\ud800-\udbff]/.test(lines.source);
  }

  private column(line: number, pos: number): number {
    const start = this.lines.starts[line]!;
    if (!this.wide) return pos - start;
    if (this.countedIn !== line || pos < this.countedTo) {
      this.countedIn = line;
      this.countedTo = start;
      this.counted = 0;
    }
    this.vm.charge((pos - this.countedTo) >> 3);
    for (const { source } = this.lines; this.countedTo < pos; this.counted++)
      this.countedTo += source.codePointAt(this.countedTo)! > 0xffff ? 2 : 1;
    return this.counted;
  }

  private lineText(first: number, last: number): PyValue {
    if (first === this.first && last === this.last) return this.shown;
    let line = '';
    for (let k = first; k <= last; k++) line += this.lines.text(k);
    this.vm.charge(line.length >> 4);
    this.hold(2 * line.length);
    this.first = first;
    this.last = last;
    this.shown = fromJS(line);
    return this.shown;
  }

  /** Bytes that live from now on, although no walk would find them yet. */
  private hold(bytes: number): void {
    this.vm.alloc(bytes);
    this.vm.held += bytes;
  }

  push(type: number, text: string, start: number, end: number, width = 0): void {
    const first = this.lines.lineOf(start);
    const last = this.lines.lineOf(end);
    const line = this.lineText(first, last);
    this.vm.charge(2);
    this.hold(300 + 2 * text.length);
    const from = tuple([first + 1, this.column(first, start)]);
    const to = tuple([last + 1, this.column(last, end) + width]);
    this.out.push(tuple([type, fromJS(text), from, to, line]));
  }

  /** The end of a line at `pos`. */
  lineEnd(type: number, pos: number): void {
    const text = this.lines.ends[this.lines.lineOf(pos)]!;
    this.push(type, text, pos, pos, Math.max(1, text.length));
  }

  /** Comments and line ends of what lies between two tokens. */
  between(from: number, to: number): void {
    const { source } = this.lines;
    for (let i = from; i < to; i++) {
      const c = source[i];
      if (c === '\\') i++;
      else if (c === '#') {
        const end = source.indexOf('\n', i);
        this.push(COMMENT, pieceOf(source, i, end), i, end);
        i = end - 1;
      } else if (c === '\n') this.lineEnd(NL, i);
    }
  }

  /** A literal part of a formatted string: doubled braces stand for one, and end a token. */
  literal(type: number, start: number, end: number): void {
    const { source } = this.lines;
    let from = start;
    for (let i = start; i < end; i++) {
      const c = source[i];
      if ((c === '{' || c === '}') && source[i + 1] === c && i + 1 < end) {
        this.push(type, pieceOf(source, from, i + 1), from, i + 1);
        from = i + 2;
        i++;
      }
    }
    if (from < end || start === end) this.push(type, pieceOf(source, from, end), from, end);
  }
}

function tokens(vm: VM, given: string, lenient: boolean): R {
  vm.charge(given.length >>> 2);
  vm.alloc(given.length * 8);
  const lines = new Lines(given);
  const { source } = lines;
  const tokenizer = new Tokenizer(
    source,
    'exec',
    false,
    true,
    () => {},
    (n) => vm.charge(n),
  );
  tokenizer.lenient = lenient;
  tokenizer.run();
  const t = tokenizer.tokens;
  const emit = new Emitter(vm, lines);
  let at = 0;
  for (let k = 0; k < t.length; k++) {
    const kind = t.kind[k]!;
    if (kind === T.ERRORTOKEN) break;
    if (kind === T.NEWLINE) {
      const end = source.indexOf('\n', at);
      const comment = source.slice(at, end).indexOf('#');
      if (comment >= 0) emit.push(COMMENT, pieceOf(source, at + comment, end), at + comment, end);
      if (end >= 0) emit.lineEnd(T.NEWLINE, end);
      at = end < 0 ? source.length : end + 1;
    } else if (kind === T.ENDMARKER) {
      emit.between(at, source.length);
      if (tokenizer.brackets.length === 0) emit.push(T.ENDMARKER, '', source.length, source.length);
      at = source.length;
    } else if (kind === T.INDENT || kind === T.DEDENT) {
      let next = k + 1;
      while (t.kind[next] === T.INDENT || t.kind[next] === T.DEDENT) next++;
      const ended = t.kind[next] === T.ENDMARKER;
      const start = ended ? source.length : t.kind[next] === T.ERRORTOKEN ? at : t.start[next]!;
      emit.between(at, start);
      at = start;
      if (kind === T.DEDENT) emit.push(kind, '', start, start);
      else {
        const lineStart = lines.starts[lines.lineOf(start)]!;
        emit.push(kind, pieceOf(source, lineStart, start), lineStart, start);
      }
    } else {
      const [start, end] = [t.start[k]!, t.end[k]!];
      if (kind === T.FSTRING_MIDDLE || kind === T.TSTRING_MIDDLE) emit.literal(tokenType(kind), start, end);
      else {
        emit.between(at, start);
        emit.push(tokenType(kind), pieceOf(source, start, end), start, end);
      }
      at = end;
    }
  }
  const failure = tokenizer.failure;
  let fault: PyValue = null;
  const unended = tokenizer.brackets.length > 0 && (failure === null || failure.endOfSource);
  if (failure !== null && !unended) {
    const ends = failure.endOffset < 0 ? [null, null] : [failure.lineno, failure.endOffset];
    const place = [failure.lineno, failure.offset, fromJS(failure.text.replace(/\n$/, '')), ...ends];
    fault = tuple([failure.type, failure.msg, tuple(['<string>', ...place])]);
  } else if (unended) {
    emit.between(at, source.length);
    const last = lines.starts.length - 1;
    fault = tuple(['SyntaxError', 'unexpected EOF in multi-line statement', tuple(['<string>', last, 0, '', last, 0])]);
  }
  return tuple([new PyList(ListType.root, emit.out), fault]);
}

defineModule('_tokenizer', {
  functions: {
    tokens: [
      '($module, source, lenient, /)',
      null,
      (vm: VM, source: PyValue, lenient: PyValue): R => {
        const text = strOf(source);
        if (text === undefined) throw badArgument('tokens', null, 'str', source);
        const before = vm.held;
        try {
          return tokens(vm, toJS(text), lenient === true);
        } finally {
          vm.held = before;
        }
      },
    ],
  },
});
