/** The words of a refusal: what was refused, by which rule, and where that rule stands. */
import type { SystemAnswer } from '@rexec/python';
import type { Decision, FileAccess, Operation } from '../policy/decision.js';
import { cut } from './arguments.js';

export type Refused = Extract<SystemAnswer, { kind: 'refused' }>;

/** Other words for some refusals; null: the plain ones. */
export type RefusalTexts = (operation: Operation, decision: Decision) => Refused | null;

const DONE: Record<FileAccess, string> = {
  read: 'read of',
  write: 'write to',
  create: 'creation of',
  delete: 'deletion of',
  list: 'listing of',
  stat: 'stat of',
  change: 'change of',
};

/** `read of '/etc/passwd'`, `import of 'socket'`. */
function attemptText(operation: Operation): string {
  switch (operation.kind) {
    case 'file':
      return `${DONE[operation.access]} '${cut(operation.path)}'`;
    case 'import':
      return `import of '${cut(operation.name)}'`;
    case 'unpickle':
      return `unpickling of '${cut(operation.name)}'`;
    case 'connect':
      return `connection to ${operation.scheme}://${cut(operation.host)}:${operation.port}${address(operation)}`;
    case 'resolve':
      return `look-up of '${cut(operation.host)}'`;
    case 'request':
      return `request ${cut(operation.method, 20)} ${cut(operation.url)}${address(operation)}`;
    case 'cell':
      return 'a cell of its own';
    case 'input':
      return 'reading of standard input';
  }
}

function address(operation: { readonly address?: string }): string {
  return operation.address === undefined ? '' : ` at ${operation.address}`;
}

/** `refused by policy: read of '/etc/passwd' (files (default), policy.toml:7)`. */
export function plainRefusal(operation: Operation, decision: Decision, asked = ''): Refused {
  const why = [decision.rule, decision.source, asked].filter((part) => part !== '').join(', ');
  const message = `refused by policy: ${attemptText(operation)} (${why})`;
  if (operation.kind === 'file') return { kind: 'refused', message, filename: operation.path };
  if (operation.kind === 'import') return importRefusal(message, operation.name, decision);
  return { kind: 'refused', message };
}

function importRefusal(message: string, name: string, decision: Decision): Refused {
  const unlisted = decision.action === 'deny' && decision.rule === 'modules (default)';
  return { kind: 'refused', message, type: 'ImportError', filename: name, unlisted };
}

/** The words that Python's RExec has for what it refuses. */
export const rexecTexts: RefusalTexts = (operation, decision) => {
  if (operation.kind === 'import') {
    return importRefusal(`untrusted dynamic module: ${operation.name}`, operation.name, decision);
  }
  if (
    operation.kind === 'file' &&
    operation.access !== 'read' &&
    operation.access !== 'list' &&
    operation.access !== 'stat'
  ) {
    return { kind: 'refused', message: "can't open files for writing in restricted mode", type: 'OSError' };
  }
  return null;
};
