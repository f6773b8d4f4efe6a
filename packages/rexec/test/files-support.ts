/** Cells' files without a cell: calls of a supervisor as messages, answers as short texts. */
import type { Plain, SystemAnswer } from '@rexec/python';
import type { AuditEvent } from '../src/audit/event.js';
import type { Decision, Operation } from '../src/policy/decision.js';
import type { FileTree, MountAccess } from '../src/system/file-tree.js';
import { Supervisor, type SupervisorOptions } from '../src/system/supervisor.js';

export const O = {
  RDONLY: 0,
  WRONLY: 1,
  RDWR: 2,
  CREAT: 0o100,
  EXCL: 0o200,
  TRUNC: 0o1000,
  APPEND: 0o2000,
  DIRECTORY: 0o200000,
  NOFOLLOW: 0o400000,
};

type Rule = (op: Extract<Operation, { kind: 'file' }>) => boolean;

/** Allows files below the mounts; `deny` takes some away. */
export function decider(mounts: Record<string, MountAccess>, deny: Rule = () => false) {
  const allowed: Record<MountAccess, string[]> = {
    read: ['read', 'list', 'stat'],
    create: ['read', 'list', 'stat', 'create'],
    write: ['read', 'list', 'stat', 'create', 'write', 'delete', 'change'],
  };
  return {
    decide(op: Operation): Decision {
      const say = (action: Decision['action'], rule: string): Decision => ({ action, rule, source: '', reason: '' });
      if (op.kind === 'input') return say('allow', 'console.input');
      if (op.kind !== 'file') return say('deny', `${op.kind} (default)`);
      if (deny(op)) return say('deny', 'files.deny[0]');
      const at = Object.keys(mounts)
        .filter((m) => m === '/' || op.path === m || op.path.startsWith(`${m}/`))
        .sort((a, b) => b.length - a.length)[0];
      if (at === undefined) return say('deny', 'files (default)');
      return say(allowed[mounts[at]!].includes(op.access) ? 'allow' : 'deny', `mount ${at}`);
    },
  };
}

/** A supervisor over trees, and its record. */
export class Files {
  readonly events: AuditEvent[] = [];
  readonly supervisor: Supervisor;

  constructor(
    trees: Record<string, readonly [FileTree, MountAccess]>,
    options: Partial<SupervisorOptions> & { deny?: Rule } = {},
  ) {
    const access = Object.fromEntries(Object.entries(trees).map(([at, [, a]]) => [at, a]));
    this.supervisor = new Supervisor({
      policy: decider(access, options.deny),
      mounts: Object.entries(trees).map(([at, [tree, a]]) => ({ at, tree, access: a })),
      sinks: [{ write: (e) => void this.events.push(e) }],
      ...options,
    });
  }

  raw(name: string, ...args: unknown[]): SystemAnswer | Promise<SystemAnswer> {
    return this.supervisor.answer({
      name,
      args: args as Plain[],
      place: { filename: 'p.py', line: 1, fuel: 1 },
    });
  }

  /** The value, or the error as `E13 …`, `refused …`. */
  call(name: string, ...args: unknown[]): Plain | string {
    return shown(this.raw(name, ...args) as SystemAnswer);
  }

  async wait(name: string, ...args: unknown[]): Promise<Plain | string> {
    return shown(await this.raw(name, ...args));
  }

  open(path: string, flags = O.RDONLY, mode = 0o666): Plain | string {
    return this.call('open', path, flags, mode);
  }

  /** Contents of a file as text, or why not. */
  read(path: string): Plain | string {
    const fd = this.open(path);
    if (typeof fd !== 'number') return fd;
    let text = '';
    for (;;) {
      const piece = this.call('read', fd, 65536);
      if (!(piece instanceof Uint8Array)) return piece;
      if (piece.length === 0) break;
      text += new TextDecoder().decode(piece);
    }
    this.call('close', fd);
    return text;
  }

  write(path: string, text: string, flags = O.WRONLY | O.CREAT | O.TRUNC): Plain | string {
    const fd = this.open(path, flags);
    if (typeof fd !== 'number') return fd;
    const n = this.call('write', fd, new TextEncoder().encode(text));
    this.call('close', fd);
    return n;
  }
}

export function shown(answer: SystemAnswer): Plain | string {
  if (answer.kind === 'value') return answer.value;
  if (answer.kind === 'error') return `E${answer.errno} ${answer.strerror}`;
  return `${answer.kind} ${answer.message}`;
}
