/** Text or object -> a valid document and the lines of its parts, or a PolicyError that says where it is wrong. */
import { parse as parseToml, TomlDate, TomlError } from 'smol-toml';
import type { z } from 'zod';
import { type DocumentPath, PolicyError, type PolicyIssue, pathText, quote, suggestion } from './errors.js';
import { jsonLines, LineIndex, TextError, tomlLines } from './lines.js';
import type { PolicyDocument } from './policy-document.js';
import { policySchema } from './schema.js';

/** Longest document. */
const MAX_TEXT = 4 * 1024 * 1024;

export interface CheckedDocument {
  readonly document: PolicyDocument;
  readonly lines: LineIndex;
}

export function parseDocument(text: string, filename: string, format: 'toml' | 'json'): CheckedDocument {
  const fail = (line: number, message: string): never => {
    throw new PolicyError(filename, [{ line, where: '', message }]);
  };
  if (text.length > MAX_TEXT) fail(0, `the document is longer than ${MAX_TEXT} characters`);
  const bare = text.startsWith('\ufeff') ? text.slice(1) : text;
  let value: unknown;
  let lines = new LineIndex();
  try {
    if (format === 'json') {
      lines = jsonLines(bare);
      value = JSON.parse(bare);
    } else {
      value = parseToml(bare, { maxDepth: 32, unsafeKeyBehaviour: 'throw' });
      lines = tomlLines(bare);
    }
  } catch (e) {
    if (e instanceof TextError) fail(e.line, e.message);
    if (e instanceof TomlError) fail(e.line, `not TOML: ${tomlReason(bare, e)}`);
    throw e;
  }
  return checkDocument(datesAsText(value), filename, lines);
}

/** The parser's first line, and what newcomers mostly mean. */
function tomlReason(text: string, e: TomlError): string {
  const line = text.split('\n')[e.line - 1] ?? '';
  const m = /^\s*[\w.-]+\s*=\s*([A-Za-z][\w./:-]*)\s*(#.*)?$/.exec(line);
  if (m !== null && m[1] !== 'true' && m[1] !== 'false') return `text stands in quotes; write "${m[1]}"`;
  return e.message.split('\n')[0]!.replace(/^Invalid TOML document: /, '');
}

/** TOML has moments of its own; the schema takes text. */
function datesAsText(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(datesAsText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, datesAsText(v)]));
}

export function checkDocument(value: unknown, filename: string, lines = new LineIndex()): CheckedDocument {
  const unsafe = prototypeKey(value, []);
  if (unsafe !== null) {
    throw new PolicyError(filename, [{ line: lines.at(unsafe), where: pathText(unsafe), message: 'unknown key' }]);
  }
  const result = policySchema().safeParse(value);
  const issues = result.success ? [] : result.error.issues.flatMap((issue) => explainIssue(issue, value, [], lines));
  if (result.success) issues.push(...mountIssues(result.data, lines));
  if (issues.length > 0) {
    issues.sort((a, b) => a.line - b.line);
    throw new PolicyError(filename, issues);
  }
  return { document: result.data!, lines };
}

/** A key `__proto__`, which the schema would pass over. */
function prototypeKey(value: unknown, path: DocumentPath): DocumentPath | null {
  if (typeof value !== 'object' || value === null || path.length > 6) return null;
  if (Object.hasOwn(value, '__proto__')) return [...path, '__proto__'];
  if (Array.isArray(value) && !value.some((v) => typeof v === 'object')) return null;
  for (const [key, child] of Object.entries(value)) {
    const found = prototypeKey(child, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found !== null) return found;
  }
  return null;
}

/** What the schema's shape cannot say: a mount has exactly one thing behind it. */
function mountIssues(document: PolicyDocument, lines: LineIndex): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  const seen = new Set<string>();
  document.files?.mounts?.forEach((mount, i) => {
    const path = ['files', 'mounts', i];
    const complain = (message: string) => issues.push({ line: lines.at(path), where: pathText(path), message });
    const kinds = (['host', 'memory', 'outer'] as const).filter((k) => mount[k] !== undefined);
    if (kinds.length === 0) complain('nothing is mounted; add host = "./folder" or memory = "16 MB"');
    if (kinds.length > 1) complain(`${kinds.join(' and ')} exclude each other; keep one`);
    if (kinds[0] === 'memory' && mount.access !== undefined && mount.access !== 'read' && mount.access !== 'write') {
      complain(`access "${mount.access}" is for folders of the host; in memory write "write" or leave it out`);
    }
    const at = mount.at.replace(/\/+$/, '');
    if (seen.has(at)) complain(`another mount stands at ${quote(mount.at)} already`);
    seen.add(at);
  });
  return issues;
}

type Issue = z.core.$ZodIssue;

const WORDS: ReadonlyMap<string, string> = new Map([
  ['string', 'text in quotes'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a table'],
  ['record', 'a table'],
]);

/** One issue of zod as ours; a path of a record's key or a union's branch lies below `base`. */
function explainIssue(issue: Issue, root: unknown, base: DocumentPath, lines: LineIndex): PolicyIssue[] {
  const path: DocumentPath = [...base, ...(issue.path as (string | number)[])];
  const at = (p: DocumentPath, message: string): PolicyIssue => ({ line: lines.at(p), where: pathText(p), message });
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => at([...path, key], `unknown key${suggestion(key, keysOf(path))}`));
    case 'invalid_type':
      return [at(path, wrongType(issue.expected, valueAt(root, path), path))];
    case 'invalid_union':
      return [at(path, `${kindOf(valueAt(root, path))} stands where a number, or text in quotes, belongs`)];
    case 'invalid_value': {
      const found = valueAt(root, path);
      if (typeof found !== 'string') return [at(path, wrongType('string', found, path))];
      const what = path.at(-1) === 'extends' ? 'unknown preset' : 'unknown value';
      const known = issue.values.map(String);
      const near = suggestion(found, known);
      return [at(path, `${what} ${quote(found)}${near}${near.includes('known:') ? '' : ` (${known.join(', ')})`}`)];
    }
    case 'invalid_key':
      return [at(path, issue.issues[0]?.message ?? 'bad name')];
    case 'too_small':
      return [at(path, `at least ${issue.minimum} is needed`)];
    case 'too_big':
      return [at(path, `at most ${issue.maximum} is possible`)];
    default:
      return [at(path, issue.message)];
  }
}

function wrongType(expected: string, found: unknown, path: DocumentPath): string {
  if (found === undefined) return 'this key is missing';
  const wanted = WORDS.get(expected) ?? expected;
  let right = '';
  if (expected === 'array' && typeof found === 'string') right = `; write [${JSON.stringify(found.slice(0, 60))}]`;
  else if (path[0] === 'network' && typeof path[2] === 'number' && typeof found === 'number') {
    right = `; write "tcp://*:${found}"`;
  } else if (expected === 'string' && typeof found === 'number') right = `; write "${found}"`;
  else if ((expected === 'number' || expected === 'int') && typeof found === 'string' && /^\d{1,15}$/.test(found)) {
    right = `; write ${found}`;
  } else if (expected === 'object' && path.at(-2) === 'mounts')
    right = '; write [[files.mounts]] and below it at = "/data"';
  else if (expected === 'array' && path.at(-1) === 'mounts') right = '; write [[files.mounts]] in double brackets';
  else if (expected === 'object' && path.length === 1) right = `; write [${path[0]}] on a line of its own`;
  return `${kindOf(found)} stands where ${wanted} belongs${right}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return `text (${quote(value)})`;
    case 'number':
    case 'bigint':
      return `a number (${String(value).slice(0, 30)})`;
    case 'boolean':
      return String(value);
    case 'object':
      return 'a table';
    default:
      return `a ${typeof value}`;
  }
}

function valueAt(root: unknown, path: DocumentPath): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** Keys that the schema knows at a path. */
function keysOf(path: DocumentPath): string[] {
  let schema: unknown = policySchema();
  for (const key of path) {
    const { def } = bare(schema);
    schema = typeof key === 'number' ? def.element : def.shape?.[key];
  }
  return Object.keys(bare(schema).def.shape ?? {}).filter((k) => k !== '$schema');
}

interface SchemaNode {
  readonly def: { shape?: Record<string, unknown>; element?: unknown; innerType?: unknown };
}

function bare(schema: unknown): SchemaNode {
  let node = schema as SchemaNode;
  while (node.def.innerType !== undefined) node = node.def.innerType as SchemaNode;
  return node;
}
