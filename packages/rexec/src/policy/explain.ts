/** Operations as a person writes them (`open /etc/passwd`, `connect tcp://example.com:80`), and decisions as text. */
import type { Decision, FileAccess, Operation } from './decision.js';
import { quote, suggestion } from './errors.js';
import { normalUrl } from './url.js';

const FILE_WORDS: readonly FileAccess[] = ['read', 'write', 'create', 'delete', 'list', 'stat', 'change'];
const WORDS = [
  'import',
  'unpickle',
  'open',
  ...FILE_WORDS,
  'connect',
  'resolve',
  'cell',
  'input',
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
];

/** How operations are written, for help texts. */
export const OPERATION_HELP = [
  'import NAME',
  'unpickle MODULE.NAME        a class or function that a pickle names',
  'open PATH [MODE]            MODE as in Python: r, w, a, x, r+',
  'read|write|create|delete|list|stat|change PATH',
  'connect tcp://HOST:PORT [ADDRESS]   (or udp://); ADDRESS is what the name stands for',
  'resolve NAME',
  'GET|POST|… URL [ADDRESS]',
  'cell',
  'input',
];

/** A string says what is wrong. `open` for writing is two operations: on a file that is there, and on one that is not. */
export function parseOperation(words: readonly string[]): Operation[] | string {
  const [word, what, extra, ...rest] = words;
  if (word === undefined) return `an operation is missing; write one like: ${OPERATION_HELP[0]}`;
  if (rest.length > 0) return `${quote(rest[0]!)} is one word too many`;
  if (word === 'cell' || word === 'input') return what === undefined ? [{ kind: word }] : `${word} stands alone`;
  if (!WORDS.includes(word) && !/^[A-Z]+$/.test(word))
    return `unknown operation ${quote(word)}${suggestion(word, WORDS)}`;
  if (what === undefined)
    return `${word} needs something more: ${OPERATION_HELP.find((h) => h.includes(word)) ?? 'a URL'}`;
  if (word === 'import') return [{ kind: 'import', name: what }];
  if (word === 'unpickle') return [{ kind: 'unpickle', name: what }];
  if (word === 'resolve') return [{ kind: 'resolve', host: what }];
  if (word === 'connect') return connection(what, extra);
  if (word === 'open') return opening(normalPath(what), extra ?? 'r');
  if ((FILE_WORDS as readonly string[]).includes(word)) {
    return [{ kind: 'file', access: word as FileAccess, path: normalPath(what) }];
  }
  const url = normalUrl(what);
  if (typeof url === 'string') return url;
  return [{ kind: 'request', method: word, url: what, ...(extra === undefined ? {} : { address: extra }) }];
}

function connection(what: string, address: string | undefined): Operation[] | string {
  const m = /^(tcp|udp):\/\/(\[[^\]]+\]|[^:/]+):(\d{1,5})$/i.exec(what);
  if (m === null) return `${quote(what)} is no connection; write it like tcp://example.com:80`;
  const scheme = m[1]!.toLowerCase() as 'tcp' | 'udp';
  return [{ kind: 'connect', scheme, host: m[2]!, port: Number(m[3]), ...(address === undefined ? {} : { address }) }];
}

/** What `open(path, mode)` does, a file that is there and one that is not. */
function opening(path: string, mode: string): Operation[] | string {
  const kind = mode.replace(/[bt]/g, '');
  const op = (access: FileAccess): Operation => ({ kind: 'file', access, path });
  if (kind === 'r') return [op('read')];
  if (kind === 'r+' || kind === '+r') return [op('read'), op('write')];
  if (/^(w|a)\+?$/.test(kind)) return [op('write'), op('create')];
  if (/^x\+?$/.test(kind)) return [op('create')];
  return `${quote(mode)} is no mode; write r, w, a, x or r+`;
}

/** Absolute and normal, from the root of the cell. */
export function normalPath(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}

/** An operation in one line. */
export function operationText(op: Operation): string {
  switch (op.kind) {
    case 'import':
      return `import ${op.name}`;
    case 'unpickle':
      return `unpickle ${op.name}`;
    case 'file':
      return `${op.access} ${op.path}`;
    case 'connect':
      return `connect ${op.scheme}://${op.host}:${op.port}`;
    case 'resolve':
      return `resolve ${op.host}`;
    case 'request':
      return `${op.method} ${op.url}`;
    default:
      return op.kind;
  }
}

/** `deny   read /etc/passwd` and below it the rule, where it stands and why. */
export function explainDecision(op: Operation, decision: Decision): string {
  const where = decision.source === '' ? '' : ` (${decision.source})`;
  return `${decision.action.padEnd(5)}  ${operationText(op)}\n  rule   ${decision.rule}${where}\n  why    ${decision.reason}\n`;
}
