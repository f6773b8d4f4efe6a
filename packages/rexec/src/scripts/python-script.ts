/**
 * Scripts as Zope calls them, Script (Python): a function body that a host stores and edits as data, checks when it is
 * saved, and calls with its own objects. What a script may do with them is in the declarations; nothing else is to be had.
 *
 * ```ts
 * const declarations = new Declarations();
 * declarations.forClass(Document).declareObjectPublic().declarePublic('title').declareProtected('Edit', 'rename');
 * const scripts = new ScriptSpace({ declarations });
 * const script = new PythonScript({ id: 'greet', parameters: 'name="you"', body: 'return f"{name}: {context.title}"' });
 * scripts.call(script, ['me'], { context: document, user: { id: 'ann', roles: ['Editor'] } });
 * ```
 */
import { type Bastion, bastion } from '../bastion/bastion.js';
import type { Finding } from '../language/finding.js';
import { ScriptError } from './error.js';
import { filenameOf, type ReadScript, readScript } from './source.js';

/** What a script can be told of the call, and under which name; '' or nothing: it is not told. */
export interface Bindings {
  readonly context?: string;
  readonly container?: string;
  readonly script?: string;
  readonly traverse_subpath?: string;
  readonly namespace?: string;
}

const DEFAULT_BINDINGS: Bindings = {
  context: 'context',
  container: 'container',
  script: 'script',
  traverse_subpath: 'traverse_subpath',
};
export const BINDING_NAMES = ['context', 'container', 'script', 'traverse_subpath', 'namespace'] as const;

/** A script as data: what `toJSON` gives and the constructor takes. */
export interface ScriptData {
  readonly id: string;
  readonly title?: string;
  /** As between the parentheses of a `def`: `a, b=1`. */
  readonly parameters?: string;
  readonly body?: string;
  readonly bindings?: Bindings;
  /** Roles in place of those of whoever calls it. */
  readonly proxyRoles?: readonly string[];
  /** Who is answerable for it: it may do no more than its owner. */
  readonly owner?: { readonly id: string; readonly roles: readonly string[] };
}

export class PythonScript {
  private data: ScriptData;
  private reading: ReadScript | null = null;
  private stand: Bastion | null = null;

  constructor(data: ScriptData) {
    this.data = valid(data);
  }

  get id(): string {
    return this.data.id;
  }
  get title(): string {
    return this.data.title ?? '';
  }
  get parameters(): string {
    return this.data.parameters ?? '';
  }
  get body(): string {
    return this.data.body ?? '';
  }
  get bindings(): Bindings {
    return this.data.bindings ?? DEFAULT_BINDINGS;
  }
  get proxyRoles(): readonly string[] {
    return this.data.proxyRoles ?? [];
  }
  get owner(): ScriptData['owner'] {
    return this.data.owner;
  }

  /** Changes parts of it. Proxy roles can only be given by who has them. */
  edit(change: Partial<ScriptData>, by?: { readonly id: string; readonly roles: readonly string[] }): void {
    const next = valid({ ...this.data, ...change });
    if (by !== undefined) {
      const lent = (next.proxyRoles ?? []).find((role) => !by.roles.includes(role));
      if (lent !== undefined) {
        throw new ScriptError(
          'Forbidden',
          `You are not authorized to change ${this.id} because you do not have proxy roles.`,
        );
      }
    }
    this.data = next;
    this.reading = null;
    this.stand = null;
  }

  /** Everything that is wrong with it: syntax, what the restricted language does not have, names. Nothing: it can be called. */
  check(): readonly Finding[] {
    return this.read().findings;
  }

  /** What scripts see of it, the one that runs too. */
  get seen(): Bastion {
    if (this.stand === null) {
      const { id, title } = this;
      const object = { id, title, getId: () => id, title_or_id: () => title || id };
      this.stand = bastion(object, { name: `PythonScript ${id}`, readable: ['id', 'title'] });
    }
    return this.stand;
  }

  /** @internal */
  read(): ReadScript {
    if (this.reading === null) {
      const { id, parameters, body, bindings } = this;
      const read = readScript(id, parameters, body);
      const taken = BINDING_NAMES.find((name) => bindings[name] === id);
      this.reading =
        taken === undefined
          ? read
          : { ...read, findings: [nameFinding(id, `'${id}' is a bound name`), ...read.findings] };
    }
    return this.reading;
  }

  toJSON(): ScriptData {
    return this.data;
  }

  static fromJSON(data: ScriptData): PythonScript {
    return new PythonScript(data);
  }

  /** As a text with a header of `##` lines, which is how scripts are edited as files. */
  toText(): string {
    const lines = [`## Script (Python) "${this.id}"`];
    for (const name of BINDING_NAMES) {
      const bound = this.bindings[name];
      if (bound !== undefined && bound !== '') lines.push(`##bind ${HEADER_NAMES[name]}=${bound}`);
    }
    lines.push(`##parameters=${this.parameters.replace(/\s*\n\s*/g, ' ')}`, `##title=${this.title}`, '##');
    return `${lines.join('\n')}\n${this.body}`;
  }

  /** The script of such a text; `id` where its first line has none. */
  static fromText(text: string, rest: Omit<ScriptData, 'body' | 'parameters' | 'title' | 'bindings'>): PythonScript {
    const lines = text.replace(/\r\n?/g, '\n').split('\n');
    const bindings: Record<string, string> = {};
    let head: { title?: string; parameters?: string } = {};
    let at = 0;
    for (; at < lines.length && lines[at]!.startsWith('##'); at++) {
      const line = lines[at]!.slice(2).trim();
      const bind = /^bind (\w+)\s*=\s*(\w*)$/.exec(line);
      const other = /^(parameters|title)\s*=\s*(.*)$/.exec(line);
      const known = bind === null ? undefined : BINDING_NAMES.find((name) => HEADER_NAMES[name] === bind[1]);
      if (known !== undefined) bindings[known] = bind![2]!;
      else if (other !== null) head = { ...head, [other[1]!]: other[2]! };
      else if (line !== '' && !line.startsWith('Script (Python)')) {
        throw new ScriptError('SyntaxError', `Unrecognized header line "${line}"`);
      }
    }
    const bound = Object.keys(bindings).length > 0 ? { bindings: bindings as Bindings } : {};
    return new PythonScript({ ...rest, ...head, ...bound, body: lines.slice(at).join('\n') });
  }
}

/** What the header calls them. */
const HEADER_NAMES = {
  context: 'context',
  container: 'container',
  script: 'script',
  traverse_subpath: 'subpath',
  namespace: 'namespace',
} as const;

function valid(data: ScriptData): ScriptData {
  if (!/^[^"\n\r_][^"\n\r]*$/.test(data.id)) throw new TypeError(`'${data.id}' is no id of a script`);
  for (const name of BINDING_NAMES) {
    const bound = data.bindings?.[name];
    if (bound !== undefined && bound !== '' && !/^[A-Za-z]\w*$/.test(bound))
      throw new TypeError(`'${bound}' is no name`);
  }
  return data;
}

function nameFinding(id: string, message: string): Finding {
  const place = { line: 1, column: 1, endLine: 1, endColumn: 2 };
  return { rule: 'script', source: '', message, filename: filenameOf(id), frame: '', ...place };
}
