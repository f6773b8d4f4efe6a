/**
 * On which line of a document a key, an element of a list or a table stands. TOML is read here only after its parser
 * accepted it, so this reader is lenient; JSON is checked here too (its parser says no line, and lets keys repeat).
 */
import type { DocumentPath } from './errors.js';

/** What is wrong with the text itself. */
export class TextError extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

export class LineIndex {
  private readonly lines = new Map<string, number>();

  set(path: DocumentPath, line: number): void {
    const key = keyOf(path);
    if (!this.lines.has(key)) this.lines.set(key, line);
  }

  has(path: DocumentPath): boolean {
    return this.lines.has(keyOf(path));
  }

  /** The line of the path, else of the nearest table or list around it; 0 if nothing is known. */
  at(path: DocumentPath): number {
    for (let n = path.length; n > 0; n--) {
      const line = this.lines.get(keyOf(path.slice(0, n)));
      if (line !== undefined) return line;
    }
    return this.lines.size === 0 ? 0 : 1;
  }
}

const keyOf = (path: DocumentPath): string => JSON.stringify(path);

/** Deepest nesting of lists and tables. */
const MAX_DEPTH = 32;

export function tomlLines(text: string): LineIndex {
  const reader = new TomlReader(text);
  reader.document();
  return reader.index;
}

/** Throws TextError for text that is not JSON, or has a key twice. */
export function jsonLines(text: string): LineIndex {
  const reader = new JsonReader(text);
  reader.document();
  return reader.index;
}

/** A position in a text, and its line. */
class Reader {
  readonly index = new LineIndex();
  protected pos = 0;
  private counted = 0;
  private lineNumber = 1;

  constructor(protected readonly text: string) {}

  protected get line(): number {
    for (; this.counted < this.pos; this.counted++) if (this.text.charCodeAt(this.counted) === 10) this.lineNumber++;
    return this.lineNumber;
  }

  protected peek(): string {
    return this.text[this.pos] ?? '';
  }

  /** Skip characters of the set. */
  protected skip(set: string): void {
    while (this.pos < this.text.length && set.includes(this.peek())) this.pos++;
  }

  protected until(set: string): string {
    const start = this.pos;
    while (this.pos < this.text.length && !set.includes(this.peek())) this.pos++;
    return this.text.slice(start, this.pos);
  }
}

class TomlReader extends Reader {
  /** Number of elements of each array of tables so far. */
  private readonly counts = new Map<string, number>();
  private table: DocumentPath = [];

  document(): void {
    for (;;) {
      this.skip(' \t\r\n');
      if (this.pos >= this.text.length) return;
      if (this.peek() === '#') this.until('\n');
      else if (this.peek() === '[') this.header();
      else this.pair(this.table, 0);
    }
  }

  private header(): void {
    const line = this.line;
    const many = this.text.startsWith('[[', this.pos);
    this.pos += many ? 2 : 1;
    const names = this.keys(']');
    this.until('\n');
    let path: DocumentPath = [];
    names.forEach((name, i) => {
      path = [...path, name];
      this.index.set(path, line);
      const key = keyOf(path);
      const count = this.counts.get(key);
      if (many && i === names.length - 1) {
        this.counts.set(key, (count ?? 0) + 1);
        path = [...path, count ?? 0];
      } else if (count !== undefined) path = [...path, count - 1];
    });
    this.index.set(path, line);
    this.table = path;
  }

  /** Dotted keys up to the character that ends them, which is passed. */
  private keys(end: string): string[] {
    const out: string[] = [];
    while (this.pos < this.text.length) {
      this.skip(' \t');
      if (this.peek() === '"' || this.peek() === "'") out.push(this.string());
      else out.push(this.until(` \t\r\n.#"'${end}`));
      this.skip(' \t');
      const c = this.peek();
      this.pos++;
      if (c !== '.') break;
    }
    return out;
  }

  private pair(table: DocumentPath, depth: number): void {
    const line = this.line;
    let path = table;
    for (const name of this.keys('=')) {
      path = [...path, name];
      this.index.set(path, line);
    }
    this.value(path, depth);
  }

  private value(path: DocumentPath, depth: number): void {
    this.skip(' \t');
    const c = this.peek();
    if (c === '"' || c === "'") this.string();
    else if ((c === '[' || c === '{') && depth < MAX_DEPTH) this.nested(path, depth + 1, c === '[');
    else this.until(',]}#\n');
  }

  private nested(path: DocumentPath, depth: number, list: boolean): void {
    this.pos++;
    for (let i = 0; this.pos < this.text.length; ) {
      this.skip(' \t\r\n,');
      const c = this.peek();
      if (c === '#') this.until('\n');
      else if (c === ']' || c === '}') {
        this.pos++;
        return;
      } else if (list) {
        this.index.set([...path, i], this.line);
        this.value([...path, i++], depth);
      } else this.pair(path, depth);
    }
  }

  private string(): string {
    const quote = this.peek();
    const long = this.text.startsWith(quote.repeat(3), this.pos);
    const end = long ? quote.repeat(3) : quote;
    this.pos += end.length;
    const start = this.pos;
    while (this.pos < this.text.length && !this.text.startsWith(end, this.pos)) {
      this.pos += quote === '"' && this.peek() === '\\' ? 2 : 1;
    }
    const raw = this.text.slice(start, this.pos);
    this.pos += end.length;
    // Quotes right before the closing ones are the string's own.
    if (long) while (this.peek() === quote) this.pos++;
    return quote === '"' && raw.includes('\\') ? unescaped(raw) : raw;
  }
}

function unescaped(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

class JsonReader extends Reader {
  document(): void {
    this.value([], 0);
    this.space();
    if (this.pos < this.text.length) this.fail('nothing may follow the document');
  }

  private fail(message: string): never {
    throw new TextError(this.line, `not JSON: ${message}`);
  }

  private space(): void {
    this.skip(' \t\r\n');
  }

  private value(path: DocumentPath, depth: number): void {
    this.space();
    this.index.set(path, this.line);
    const c = this.peek();
    if (depth > MAX_DEPTH) this.fail(`nested deeper than ${MAX_DEPTH}`);
    if (c === '"') this.string();
    else if (c === '[') this.list(path, depth + 1);
    else if (c === '{') this.object(path, depth + 1);
    else if (c === '') this.fail('the document ends too early');
    else {
      const start = this.pos;
      const word = this.until(' \t\r\n,]}:"[{');
      this.pos = start;
      if (!/^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)$/.test(word)) {
        this.fail(
          word === '' ? `a value is missing before '${c}'` : 'a value is a number, true, false, "text", [ ] or { }',
        );
      }
      this.pos += word.length;
    }
  }

  /** True where another item follows, false at the closing bracket. */
  private more(close: string): boolean {
    this.space();
    const c = this.peek();
    if (c !== ',' && c !== close) this.fail(`',' or '${close}' is missing`);
    this.pos++;
    return c === ',';
  }

  private empty(close: string): boolean {
    this.pos++;
    this.space();
    if (this.peek() !== close) return false;
    this.pos++;
    return true;
  }

  private list(path: DocumentPath, depth: number): void {
    if (this.empty(']')) return;
    let i = 0;
    do this.value([...path, i++], depth);
    while (this.more(']'));
  }

  private object(path: DocumentPath, depth: number): void {
    if (this.empty('}')) return;
    const seen = new Set<string>();
    do {
      this.space();
      if (this.peek() !== '"') this.fail('a key in double quotes is missing');
      const line = this.line;
      const key = this.string();
      if (seen.has(key)) throw new TextError(line, `the key ${JSON.stringify(key).slice(0, 60)} stands here twice`);
      seen.add(key);
      this.index.set([...path, key], line);
      this.space();
      if (this.peek() !== ':') this.fail("':' is missing");
      this.pos++;
      this.value([...path, key], depth);
    } while (this.more('}'));
  }

  private string(): string {
    const start = this.pos++;
    while (this.pos < this.text.length && this.peek() !== '"' && this.peek() !== '\n')
      this.pos += this.peek() === '\\' ? 2 : 1;
    if (this.peek() !== '"') this.fail('a text does not end on its line');
    this.pos++;
    try {
      return JSON.parse(this.text.slice(start, this.pos)) as string;
    } catch {
      return this.fail('a text has a character that must be escaped');
    }
  }
}
