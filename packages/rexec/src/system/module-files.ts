/**
 * `import` of sources in the cell's files: the folders of `modules.path`, source only, never compiled files. What is found
 * there may be imported unless its name is denied by a rule: a program that can read a source can run it anyway.
 */
import type { Place, SystemAnswer } from '@rexec/python';
import { decodeSource } from '@rexec/python/source';
import type { Decision } from '../policy/decision.js';
import { Answered, Fault, valueAnswer } from './fault.js';
import type { FileHandle, OpenWant } from './file-tree.js';
import type { Guard } from './guard.js';
import { type Steps, settle } from './later.js';
import type { Reach } from './reach.js';

const NAME = /^[\p{XID_Start}_][\p{XID_Continue}]*$/u;
const MAX_SOURCE = 20 * 2 ** 20;
const PIECE = 2 ** 20;
const WANT: OpenWant = { read: true, write: false, create: 'no', truncate: false, mode: 0 };

export class ModuleFiles {
  constructor(
    private readonly guard: Guard,
    private readonly reach: Reach,
    private readonly folders: readonly string[],
  ) {}

  *find(name: string, place: Place): Steps<SystemAnswer> {
    const operation = { kind: 'import', name } as const;
    if (this.folders.length > 0) {
      const decision = this.guard.policy.decide(operation);
      if (decision.action === 'allow' || isDefault(decision)) {
        const found = yield* this.source(name, place);
        if (found !== null) return found;
      }
    }
    const refusal = yield* settle(this.guard.authorize('import', [name], operation, place));
    return refusal ?? valueAnswer(null);
  }

  /**
   * Whether a source may be found for this name. Nothing is recorded and nothing read; where a tree answers later, or
   * leads elsewhere, it may be.
   */
  mayFind(name: string): boolean {
    return this.folders.some((folder) => this.places(folder, name).some(([file]) => this.mayBeThere(file)));
  }

  private mayBeThere(file: string): boolean {
    try {
      const looking = this.reach.to(this.reach.where(file), this.readable, (found) => found.tree.stat(found.rest));
      const step = looking.next();
      if (step.done !== true) step.value.catch(() => {});
      return true;
    } catch (e) {
      return !(e instanceof Fault);
    }
  }

  /** Looking for a file that may not be there is no effect; a folder of the search path is the policy's own word. */
  // biome-ignore lint/correctness/useYield: steps that never wait
  private readonly readable = function* (this: ModuleFiles, path: string): Steps<void> {
    if (this.guard.policy.decide({ kind: 'file', access: 'read', path }).action !== 'allow') throw new Fault('ENOENT');
  }.bind(this);

  private places(folder: string, name: string): [file: string, isPackage: boolean][] {
    const parts = name.split('.');
    if (!parts.every((part) => part.length < 250 && NAME.test(part))) return [];
    const base = `${folder}/${parts.join('/')}`;
    return [
      [`${base}/__init__.py`, true],
      [`${base}.py`, false],
    ];
  }

  private *source(name: string, place: Place): Steps<SystemAnswer | null> {
    for (const folder of this.folders) {
      for (const [file, isPackage] of this.places(folder, name)) {
        const bytes = yield* this.contents(file);
        if (bytes === null) continue;
        const refusal = yield* settle(this.guard.authorizeAll('import', [name, file], [], place, 'modules.path'));
        if (refusal !== null) return refusal;
        try {
          return valueAnswer([decodeSource(bytes), file, isPackage]);
        } catch (e) {
          return {
            kind: 'refused',
            message: e instanceof Error ? e.message : `cannot decode ${file}`,
            type: 'SyntaxError',
          };
        }
      }
    }
    return null;
  }

  /** The file's bytes; null where it is not there or may not be read. */
  private *contents(file: string): Steps<Uint8Array | null> {
    let handle: FileHandle;
    try {
      handle = yield* this.reach.to(this.reach.where(file), this.readable, (found) =>
        found.tree.open(found.rest, WANT),
      );
    } catch (e) {
      if (e instanceof Answered && e.answer.kind === 'limit') throw e;
      return null;
    }
    try {
      return yield* this.whole(handle);
    } finally {
      yield* settle(handle.close());
    }
  }

  private *whole(handle: FileHandle): Steps<Uint8Array> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const piece = yield* settle(handle.read(size, PIECE));
      if (!(piece instanceof Uint8Array) || piece.length > PIECE) throw new Fault('EIO');
      if (piece.length === 0) break;
      pieces.push(piece);
      size += piece.length;
      if (size > MAX_SOURCE) throw new Fault('EFBIG');
    }
    const out = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      out.set(piece, at);
      at += piece.length;
    }
    return out;
  }
}

/** Nothing was said about the name: no rule denies it. */
function isDefault(decision: Decision): boolean {
  return decision.action === 'deny' && decision.rule.endsWith('(default)');
}
