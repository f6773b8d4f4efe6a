/**
 * The calls of files: each checks, is decided and recorded by the guard, and only then done by the tree of its mount.
 * What a mount lets be done is a second fence after the policy.
 *
 * What a deny glob matches is refused by name, with the rule, whether it is there or not, and is left out of listings.
 */
import type { Place, Plain, SystemAnswer } from '@rexec/python';
import type { FileAccess, Operation } from '../policy/decision.js';
import { badPath } from './arguments.js';
import type { CallName } from './calls.js';
import type { ConsoleCalls } from './console-calls.js';
import {
  type Arguments,
  type Call,
  type Calls,
  DescriptorCalls,
  sizeArgument,
  statAnswer,
  stepping,
} from './descriptor-calls.js';
import { Answered, Fault, faultCode, NONE, valueAnswer } from './fault.js';
import { FileKeeping } from './file-keeping.js';
import type { Entry, FileHandle, FileInfo, FileTree, OpenWant, Path } from './file-tree.js';
import { openAny, openFolder } from './folder-handle.js';
import type { Guard, Handler, Handlers } from './guard.js';
import { type Maybe, type Steps, settle } from './later.js';
import { ModuleFiles } from './module-files.js';
import { type Found, type MountTable, pathOf } from './mounts.js';
import { OpenFiles } from './open-files.js';
import { type OpenFlags, openFlags } from './open-flags.js';
import { DEFAULT_PROCESS, type ProcessNames } from './process-calls.js';
import { Reach, type Where } from './reach.js';

export interface FileCallsOptions {
  readonly mounts: MountTable;
  readonly cwd: string;
  readonly openFiles: number;
  readonly modulePath: readonly string[];
  readonly process: ProcessNames;
  readonly console: ConsoleCalls;
}

/** Most names of one folder that are listed. */
const MAX_LIST = 100_000;
/** Most things below a folder that is moved. */
const MAX_MOVED = 10_000;

export class FileCalls implements Handlers {
  private readonly mounts: MountTable;
  private readonly files: OpenFiles;
  private readonly reach: Reach;
  private readonly descriptors: DescriptorCalls;
  private readonly modules: ModuleFiles;

  constructor(
    private readonly guard: Guard,
    options: FileCallsOptions,
  ) {
    this.mounts = options.mounts;
    this.files = new OpenFiles(options.openFiles);
    this.reach = new Reach(guard, options.mounts, options.cwd);
    const { uid = DEFAULT_PROCESS.uid, gid = DEFAULT_PROCESS.gid } = options.process;
    this.descriptors = new DescriptorCalls(this.files, options.console, { uid, gid });
    this.modules = new ModuleFiles(guard, this.reach, options.modulePath);
    guard.keeps('files', new FileKeeping(guard, this.mounts, this.files, this.reach));
    guard.atEnd(() => {
      this.files.closeAll();
      for (const tree of this.mounts.trees) tree.dispose?.();
    });
  }

  /** Whether `import` may find a source of this name in the cell's files (ModuleFiles.mayFind). */
  mayFindSource(name: string): boolean {
    return this.modules.mayFind(name);
  }

  handler(name: CallName): Handler | undefined {
    if (name === 'getcwd') return () => valueAnswer(pathOf(this.reach.cwd));
    const handler = stepping(this, FileCalls.calls.get(name)) ?? this.descriptors.handler(name);
    if (name !== 'open') return handler;
    return (args, place) => this.refusedOpen(args, place) ?? handler!(args, place);
  }

  private static readonly calls: Calls<FileCalls> = new Map<CallName, Call<FileCalls>>([
    ['import', (f, args, place) => f.modules.find(args[0] as string, place)],
    ['open', (f, args, place) => f.open(args, place)],
    ['stat', (f, args, place) => f.stat(args, place)],
    ['access', (f, args, place) => f.access(args, place)],
    ['listdir', (f, args, place) => f.listdir(args, place)],
    ['scandir', (f, args, place) => f.scandir(args, place)],
    ['readlink', (f, args, place) => f.readlink(args, place)],
    ['mkdir', (f, args, place) => f.mkdir(args, place)],
    ['rmdir', (f, args, place) => f.remove(args, place, 'os.rmdir')],
    ['unlink', (f, args, place) => f.remove(args, place, 'os.remove')],
    ['rename', (f, args, place) => f.rename(args, place)],
    ['link', (f, args, place) => f.link(args, place)],
    ['symlink', (f, args, place) => f.symlink(args, place)],
    ['chmod', (f, args, place) => f.chmod(args, place)],
    ['utime', (f, args, place) => f.utime(args, place)],
    ['truncate', (f, args, place) => f.truncate(args, place)],
    ['chdir', (f, args, place) => f.chdir(args, place)],
  ]);

  /** An open that is refused by name, without the steps that may wait: probing must be cheap for the host. */
  private refusedOpen([given, bits, mode]: Arguments, place: Place): Maybe<SystemAnswer> | null {
    let flags: OpenFlags;
    let where: Where;
    try {
      flags = openFlags(bits as number, mode as number);
      where = this.reach.where(given as string);
    } catch {
      return null;
    }
    const { want } = flags;
    if (want.create === 'may') return null;
    const access = want.create === 'must' ? 'create' : want.write ? 'write' : 'read';
    const operation: Operation = { kind: 'file', access, path: pathOf(where.names) };
    if (this.guard.policy.decide(operation).action !== 'deny') return null;
    return this.guard.authorize('open', [where.given, flags.text, flags.bits], operation, place) as Maybe<SystemAnswer>;
  }

  // -- open files ------------------------------------------------------------------------------------------------------------

  private *open(args: Arguments, place: Place): Steps<SystemAnswer> {
    const [given, bits, mode] = args as [string, number, number];
    const flags = openFlags(bits, mode);
    const where = this.reach.where(given);
    this.files.checkRoom();
    let want = flags.want;
    const self = this;
    const found: { at: Found | null; names: Path } = { at: null, names: [] };
    const handle = yield* this.reach.to(
      where,
      function* (path, names, followed) {
        want = yield* self.permitOpen(given, flags, path, names, followed, place);
      },
      (at, names) => {
        found.at = at;
        found.names = names;
        fence(at, want.write || want.create !== 'no' ? 'change' : 'read', want);
        if (!where.folder && !flags.directory) return openAny(at.tree, at.rest, want);
        if (want.create !== 'no') throw new Fault('EISDIR');
        const info = this.reach.stat(at, names, !flags.noFollow);
        const open = (i: FileInfo) => openFolder(at.tree, at.rest, want, i);
        return info instanceof Promise ? info.then(open) : open(info);
      },
      flags.noFollow,
    );
    return valueAnswer(
      this.files.add({
        handle,
        read: want.read,
        write: want.write,
        append: flags.append,
        device: found.at!.device,
        tree: found.at!.tree,
        names: found.names,
        position: 0,
      }),
    );
  }

  /** Decides what an open does to this path; the answer says for certain whether a file is made. */
  private *permitOpen(
    given: string,
    flags: OpenFlags,
    path: string,
    names: Path,
    followed: boolean,
    place: Place,
  ): Steps<OpenWant> {
    let { want } = flags;
    const of = (access: FileAccess): Operation => ({ kind: 'file', access, path });
    const operations: Operation[] = [];
    if (want.create === 'may' && !this.allowed(of('write'), of('create'))) {
      const there = yield* this.isThere(names, of('write'), of('create'));
      want = { ...want, create: there ? 'no' : 'must' };
    }
    if (want.create === 'must') operations.push(of('create'));
    else if (want.write) operations.push(of('write'));
    else if (want.create === 'may') operations.push(of('create'));
    if (want.read) operations.push(of('read'));
    const refusal = yield* settle(
      followed
        ? this.guard.authorizeAll('rexec.follow', [given, path], operations, place)
        : this.guard.authorizeAll('open', [given, flags.text, flags.bits], operations, place),
    );
    if (refusal !== null) throw new Answered(refusal);
    return want;
  }

  private allowed(...operations: Operation[]): boolean {
    return operations.every((op) => this.guard.policy.decide(op).action === 'allow');
  }

  /** Looked at only where one of the two is not denied. A link is there: what it leads to is decided next. */
  private *isThere(names: Path, write: Operation, create: Operation): Steps<boolean> {
    const denied = [write, create].every((op) => this.guard.policy.decide(op).action === 'deny');
    if (denied) return true;
    try {
      const found = this.mounts.find(names);
      yield* settle(this.reach.stat(found, names, true));
      return true;
    } catch (e) {
      if (faultCode(e) === 'ENOENT') return false;
      throw e;
    }
  }

  // -- looking -----------------------------------------------------------------------------------------------------------------

  private *stat([given, follow]: Arguments, place: Place): Steps<SystemAnswer> {
    const { info, device } = yield* this.look(given as string, 'os.stat', follow as boolean, 'stat', place);
    return statAnswer(this.descriptors.owner, info, device);
  }

  private *look(given: string, event: string, follow: boolean, access: FileAccess, place: Place, more: number[] = []) {
    const where = this.reach.where(given);
    let device = 0;
    const info = yield* this.reach.to(
      where,
      this.seeing(event, [given, ...more], access, where, place),
      (found, names) => {
        device = found.device;
        return this.reach.stat(found, names, follow || where.folder);
      },
    );
    if (where.folder && info.kind !== 'dir') throw new Fault('ENOTDIR');
    return { info, device };
  }

  /** A permit to look; the folders above mounts can be seen by all, since nothing but the mounts' names is in them. */
  private seeing(event: string, args: (string | number)[], access: FileAccess, where: Where, place: Place) {
    const permit = this.reach.permit(event, args, access, where.given, place);
    const { guard, mounts } = this;
    return function* (path: string, names: Path, followed: boolean): Steps<void> {
      if (mounts.find(names).device !== 0 || mounts.below(names) === null) return yield* permit(path, names, followed);
      guard.record(followed ? 'rexec.follow' : event, args, 'allow', 'files.mounts', place);
    };
  }

  /** Whether it may be read or written, by the policy, the mount and its bits; a refusal to look is no. */
  private *access([given, mode]: Arguments, place: Place): Steps<SystemAnswer> {
    const wanted = mode as number;
    if (wanted < 0 || wanted > 7) throw new Fault('EINVAL');
    try {
      const where = this.reach.where(given as string);
      const ok = yield* this.reach.to(
        where,
        this.seeing('os.access', [given as string, wanted], 'stat', where, place),
        (found, names) => {
          const info = this.reach.stat(found, names, true);
          const check = (i: FileInfo) => this.mayAccess(i, found, names, wanted);
          return info instanceof Promise ? info.then(check) : check(info);
        },
      );
      return valueAnswer(ok);
    } catch (e) {
      if (e instanceof Answered && e.answer.kind === 'limit') throw e;
      return valueAnswer(false);
    }
  }

  private mayAccess(info: FileInfo, found: Found, names: Path, wanted: number): boolean {
    const path = pathOf(names);
    const can = (access: FileAccess) => this.guard.policy.decide({ kind: 'file', access, path }).action !== 'deny';
    if ((wanted & 4) !== 0 && (!can(info.kind === 'dir' ? 'list' : 'read') || (info.mode & 0o444) === 0)) return false;
    if ((wanted & 2) !== 0) {
      const access = info.kind === 'dir' ? 'create' : 'write';
      const fenced = found.access === 'read' || (found.access === 'create' && access === 'write');
      if (fenced || !can(access) || (info.mode & 0o222) === 0) return false;
    }
    return (wanted & 1) === 0 || (info.mode & 0o111) !== 0;
  }

  private *listdir([given]: Arguments, place: Place): Steps<SystemAnswer> {
    const entries = yield* this.entries(given as string, 'os.listdir', place);
    return valueAnswer(entries.map((e) => e.name));
  }

  private *scandir([given]: Arguments, place: Place): Steps<SystemAnswer> {
    const entries = yield* this.entries(given as string, 'os.scandir', place);
    return valueAnswer(entries.map((e) => [e.name, e.kind]));
  }

  /** What a folder shows: sorted, with the mounts in it, without what is denied. */
  private *entries(given: string, event: string, place: Place): Steps<Entry[]> {
    const where = this.reach.where(given);
    let folder: Path = [];
    const listed = yield* this.reach.to(where, this.seeing(event, [given], 'list', where, place), (found, names) => {
      folder = names;
      return this.list(found, names);
    });
    const all = new Map<string, Entry>();
    for (const { name, kind } of listed) if (isName(name)) all.set(name, { name, kind });
    for (const name of this.mounts.below(folder) ?? []) all.set(name, { name, kind: 'dir' });
    if (all.size > MAX_LIST) throw new Fault('EOVERFLOW');
    const base = folder.length === 0 ? '/' : `${pathOf(folder)}/`;
    const { policy } = this.guard;
    return [...all.values()]
      .filter((e) => this.isMountFolder(folder, e.name) || !this.isHidden(base + e.name, policy))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private isHidden(path: string, policy: Guard['policy']): boolean {
    return policy.decide({ kind: 'file', access: 'stat', path }).action === 'deny';
  }

  /** A folder above mounts that no mount covers. */
  private isMountFolder(folder: Path, name: string): boolean {
    const names = [...folder, name];
    return this.mounts.below(names) !== null && this.mounts.find(names).device === 0;
  }

  private list(found: Found, names: Path) {
    const none = (e: unknown): readonly Entry[] => {
      if (faultCode(e) === 'ENOENT' && this.mounts.below(names) !== null) return [];
      throw e;
    };
    try {
      const listed = found.tree.list(found.rest);
      return listed instanceof Promise ? listed.catch(none) : listed;
    } catch (e) {
      return none(e);
    }
  }

  private *readlink([given]: Arguments, place: Place): Steps<SystemAnswer> {
    const names = yield* this.lastNamed(given as string, 'os.readlink', [], 'stat', place);
    const found = this.mounts.find(names);
    if (found.tree.readlink === undefined) throw new Fault('EINVAL');
    return valueAnswer(yield* settle(found.tree.readlink(found.rest)));
  }

  // -- changing ----------------------------------------------------------------------------------------------------------------

  /** The real names of a path whose last name is not followed, authorized. */
  private *lastNamed(
    given: string,
    event: string,
    more: (string | number)[],
    access: FileAccess,
    place: Place,
  ): Steps<Path> {
    const where = this.reach.where(given);
    const args = [given, ...more];
    const names = yield* this.reach.parent(where, event, args, access, place);
    const refusal = yield* settle(
      this.guard.authorize(event, args, { kind: 'file', access, path: pathOf(names) }, place),
    );
    if (refusal !== null) throw new Answered(refusal);
    return names;
  }

  /** The mount of a name that is to be changed: no mount's root and nothing above one. */
  private changing(names: Path, how: 'change' | 'create'): Found {
    const found = this.mounts.find(names);
    fence(found, how);
    if (this.mounts.isFixed(names)) throw new Fault(how === 'create' ? 'EEXIST' : 'EBUSY');
    return found;
  }

  private *mkdir([given, mode]: Arguments, place: Place): Steps<SystemAnswer> {
    const names = yield* this.lastNamed(given as string, 'os.mkdir', [mode as number], 'create', place);
    const found = this.changing(names, 'create');
    yield* settle(able(found.tree, 'mkdir').call(found.tree, found.rest, (mode as number) & 0o777));
    return NONE;
  }

  private *remove([given]: Arguments, place: Place, event: 'os.rmdir' | 'os.remove'): Steps<SystemAnswer> {
    const names = yield* this.lastNamed(given as string, event, [], 'delete', place);
    const found = this.changing(names, 'change');
    yield* settle(able(found.tree, event === 'os.rmdir' ? 'rmdir' : 'unlink').call(found.tree, found.rest));
    return NONE;
  }

  private *rename([given, givenTo, replace]: Arguments, place: Place): Steps<SystemAnswer> {
    const args = [given as string, givenTo as string];
    const from = yield* this.reach.parent(this.reach.where(args[0]!), 'os.rename', args, 'delete', place);
    const to = yield* this.reach.parent(this.reach.where(args[1]!), 'os.rename', args, 'create', place);
    const operations: Operation[] = [
      { kind: 'file', access: 'delete', path: pathOf(from) },
      { kind: 'file', access: 'create', path: pathOf(to) },
    ];
    // A replaced file is deleted; where that is not allowed, it must not be there.
    const gone: Operation = { kind: 'file', access: 'delete', path: pathOf(to) };
    const mayReplace = replace === true && this.guard.policy.decide(gone).action !== 'deny';
    if (mayReplace) operations.push(gone);
    const refusal = yield* settle(this.guard.authorizeAll('os.rename', args, operations, place));
    if (refusal !== null) throw new Answered(refusal);
    const source = this.changing(from, 'change');
    const target = this.changing(to, 'change');
    if (source.device !== target.device) throw new Fault('EXDEV');
    if (to.length > from.length && from.every((name, i) => name === to[i])) throw new Fault('EINVAL');
    yield* this.checkMoved(source, from, to);
    yield* settle(able(source.tree, 'rename').call(source.tree, source.rest, target.rest, mayReplace));
    return NONE;
  }

  /** A folder that is moved takes along no file that is denied where it is or would be denied where it comes. */
  private *checkMoved(source: Found, from: Path, to: Path): Steps<void> {
    const info = yield* settle(source.tree.stat(source.rest));
    if (info.kind !== 'dir') return;
    const { policy } = this.guard;
    const waiting: Path[] = [[]];
    for (let seen = 0; waiting.length > 0; ) {
      const below = waiting.pop()!;
      for (const { name, kind } of yield* settle(source.tree.list([...source.rest, ...below]))) {
        const path = [...below, name];
        if (++seen > MAX_MOVED) throw new Fault('EACCES');
        if (
          policy.decide({ kind: 'file', access: 'delete', path: pathOf([...from, ...path]) }).action !== 'allow' ||
          policy.decide({ kind: 'file', access: 'create', path: pathOf([...to, ...path]) }).action !== 'allow'
        ) {
          throw new Fault('EACCES');
        }
        if (kind === 'dir') waiting.push(path);
      }
    }
  }

  /** Both ends in one mount, and what is linked must be free to be read and written: a link is another name for it. */
  private *link([given, givenTo]: Arguments, place: Place): Steps<SystemAnswer> {
    const args = [given as string, givenTo as string];
    const from = yield* this.reach.parent(this.reach.where(args[0]!), 'os.link', args, 'read', place);
    const to = yield* this.reach.parent(this.reach.where(args[1]!), 'os.link', args, 'create', place);
    const operations: Operation[] = [
      { kind: 'file', access: 'read', path: pathOf(from) },
      { kind: 'file', access: 'write', path: pathOf(from) },
      { kind: 'file', access: 'create', path: pathOf(to) },
    ];
    const refusal = yield* settle(this.guard.authorizeAll('os.link', args, operations, place));
    if (refusal !== null) throw new Answered(refusal);
    const source = this.changing(from, 'change');
    const target = this.changing(to, 'create');
    if (source.device !== target.device) throw new Fault('EXDEV');
    yield* settle(able(source.tree, 'link').call(source.tree, source.rest, target.rest));
    return NONE;
  }

  private *symlink([target, given]: Arguments, place: Place): Steps<SystemAnswer> {
    const bad = badPath(target as string);
    if (bad !== null) return bad;
    const where = this.reach.where(given as string);
    const args = [target as string, given as string];
    const names = yield* this.reach.parent(where, 'os.symlink', args, 'create', place);
    const operation: Operation = { kind: 'file', access: 'create', path: pathOf(names) };
    const refusal = yield* settle(this.guard.authorize('os.symlink', args, operation, place));
    if (refusal !== null) throw new Answered(refusal);
    const found = this.changing(names, 'create');
    yield* settle(able(found.tree, 'symlink').call(found.tree, target as string, found.rest));
    return NONE;
  }

  private *chmod([given, mode]: Arguments, place: Place): Steps<SystemAnswer> {
    const bits = (mode as number) & 0o777;
    yield* this.onFile(given as string, 'os.chmod', [mode as number], 'change', place, (found) =>
      able(found.tree, 'chmod').call(found.tree, found.rest, bits),
    );
    return NONE;
  }

  private *utime([given, atime, mtime]: Arguments, place: Place): Steps<SystemAnswer> {
    const exact = (ns: Plain) => (ns === null ? null : BigInt(ns as number | bigint));
    const times = [exact(atime!), exact(mtime!)] as const;
    yield* this.onFile(given as string, 'os.utime', [], 'change', place, (found) =>
      able(found.tree, 'utime').call(found.tree, found.rest, ...times),
    );
    return NONE;
  }

  private *truncate([given, size]: Arguments, place: Place): Steps<SystemAnswer> {
    const bytes = sizeArgument(size!);
    const want: OpenWant = { read: false, write: true, create: 'no', truncate: false, mode: 0 };
    const handle: FileHandle = yield* this.onFile(given as string, 'os.truncate', [bytes], 'write', place, (found) =>
      found.tree.open(found.rest, want),
    );
    try {
      if (handle.truncate === undefined) throw new Fault('EROFS');
      yield* settle(handle.truncate(bytes));
    } finally {
      yield* settle(handle.close());
    }
    return NONE;
  }

  /** A change of what a path leads to, links followed. */
  private *onFile<T>(
    given: string,
    event: string,
    more: number[],
    access: FileAccess,
    place: Place,
    act: (found: Found) => T | Promise<T>,
  ): Steps<T> {
    const where = this.reach.where(given);
    return yield* this.reach.to(
      where,
      this.reach.permit(event, [given, ...more], access, given, place),
      (found, names) => {
        fence(found, 'change');
        const info = this.reach.stat(found, names, true);
        return info instanceof Promise ? info.then(() => act(found)) : act(found);
      },
    );
  }

  private *chdir([given]: Arguments, place: Place): Steps<SystemAnswer> {
    const where = this.reach.where(given as string);
    let names: Path = [];
    const info = yield* this.reach.to(
      where,
      this.seeing('os.chdir', [given as string], 'stat', where, place),
      (found, at) => {
        names = at;
        return this.reach.stat(found, at, true);
      },
    );
    if (info.kind !== 'dir') throw new Fault('ENOTDIR');
    this.reach.cwd = names;
    return NONE;
  }
}

/** What a mount lets be done. */
function fence(found: Found, how: 'read' | 'create' | 'change', want?: OpenWant): void {
  if (how === 'read' || found.access === 'write') return;
  if (found.access === 'read') throw new Fault('EROFS');
  if (how === 'change' && want?.create !== 'must') throw new Fault('EACCES');
}

function able<K extends 'mkdir' | 'rmdir' | 'unlink' | 'rename' | 'link' | 'symlink' | 'chmod' | 'utime'>(
  tree: FileTree,
  what: K,
): NonNullable<FileTree[K]> {
  const method = tree[what];
  if (method === undefined) throw new Fault('EROFS');
  return method as NonNullable<FileTree[K]>;
}

function isName(name: unknown): name is string {
  return typeof name === 'string' && name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name);
}
