/**
 * How a path is reached: names are looked up in the tree of their mount, and where a symbolic link is met, the path it
 * leads to is decided and recorded anew (`rexec.follow`) before it is gone to. Links lead where they would lead if the
 * cell's `/` were the real one: none leads out of what the cell has.
 */
import type { Place } from '@rexec/python';
import type { FileAccess } from '../policy/decision.js';
import { badPath, MAX_NAME, MAX_PATH, utf8Length } from './arguments.js';
import { Answered, Fault, faultCode } from './fault.js';
import { type FileInfo, folderInfo, LinkMet, type Path } from './file-tree.js';
import type { Guard } from './guard.js';
import { type Maybe, type Steps, settle } from './later.js';
import { type Found, type MountTable, namesOf, pathOf } from './mounts.js';

/** A path as the program gave it. */
export interface Where {
  readonly given: string;
  readonly names: readonly string[];
  /** It ends in a slash: only a folder will do. */
  readonly folder: boolean;
}

const MAX_LINKS = 40;
const ROOT_INFO: FileInfo = folderInfo();

export class Reach {
  cwd: readonly string[];

  constructor(
    private readonly guard: Guard,
    private readonly mounts: MountTable,
    cwd: string,
  ) {
    this.cwd = namesOf(cwd);
  }

  where(given: string): Where {
    const bad = badPath(given);
    if (bad !== null) throw new Answered(bad);
    const names = namesOf(given, this.cwd);
    this.checkNames(names);
    return { given, names, folder: /\/\.{0,2}$/.test(given) };
  }

  private checkNames(names: Path): void {
    let length = 0;
    for (const name of names) {
      const bytes = name.length * 3 > MAX_NAME ? utf8Length(name) : name.length;
      if (bytes > MAX_NAME) throw new Fault('ENAMETOOLONG');
      length += bytes + 1;
    }
    if (length > MAX_PATH) throw new Fault('ENAMETOOLONG');
  }

  /**
   * Does something with what a path leads to. `permit` is asked about the path itself, and with `followed` about each
   * path that a link leads to; it throws Answered. `noFollow`: a link as the last name is ELOOP.
   */
  *to<T>(
    where: Where,
    permit: (path: string, names: Path, followed: boolean) => Steps<void>,
    act: (found: Found, names: Path) => Maybe<T>,
    noFollow = false,
  ): Steps<T> {
    let names: Path = where.names;
    for (let links = 0; links <= MAX_LINKS; links++) {
      yield* permit(pathOf(names), names, links > 0);
      const found = this.mounts.find(names);
      try {
        return yield* settle(act(found, names));
      } catch (e) {
        if (!(e instanceof LinkMet)) throw e;
        if (noFollow && e.index === found.rest.length - 1) break;
        names = this.spliced(found, names, e);
      }
    }
    throw new Fault('ELOOP');
  }

  private spliced(found: Found, names: Path, { index, target }: LinkMet): Path {
    if (!Number.isInteger(index) || index < 0 || index >= found.rest.length) throw new Fault('EIO');
    if (typeof target !== 'string' || target === '' || target.length >= MAX_PATH || target.includes('\0')) {
      throw new Fault('ENOENT');
    }
    const at = found.depth + index;
    const led = [...namesOf(target, names.slice(0, at)), ...names.slice(at + 1)];
    this.checkNames(led);
    return led;
  }

  /** The plain permit: one operation on the path, the same on what a link leads to. */
  permit(event: string, args: readonly (string | number | null)[], access: FileAccess, given: string, place: Place) {
    const guard = this.guard;
    return function* (path: string, _names: Path, followed: boolean): Steps<void> {
      const operation = { kind: 'file', access, path } as const;
      const refusal = yield* settle(
        followed
          ? guard.authorize('rexec.follow', [given, path], operation, place)
          : guard.authorize(event, args, operation, place),
      );
      if (refusal !== null) throw new Answered(refusal);
    };
  }

  /**
   * The names under which the last name of a path really is: links in its folder are followed, the last is not. What the
   * policy refuses by name is refused before anything is looked at; whoever calls authorizes the answer.
   */
  *parent(
    where: Where,
    event: string,
    args: readonly (string | number)[],
    access: FileAccess,
    place: Place,
  ): Steps<Path> {
    const last = where.names.at(-1);
    if (last === undefined) throw new Fault('EBUSY');
    const guard = this.guard;
    const folder = where.names.slice(0, -1);
    const permit = function* (path: string, names: Path, followed: boolean): Steps<void> {
      const operation = { kind: 'file', access, path: pathOf([...names, last]) } as const;
      const refusal = followed
        ? yield* settle(
            guard.authorize('rexec.follow', [where.given, path], { kind: 'file', access: 'stat', path }, place),
          )
        : guard.policy.decide(operation).action === 'deny'
          ? yield* settle(guard.authorize(event, args, operation, place))
          : null;
      if (refusal !== null) throw new Answered(refusal);
    };
    const names = yield* this.to({ ...where, names: folder }, permit, (found, names) => this.folderAt(found, names));
    return [...names, last];
  }

  private folderAt(found: Found, names: Path): Maybe<Path> {
    const info = this.stat(found, names, true);
    const check = (i: FileInfo): Path => {
      if (i.kind !== 'dir') throw new Fault('ENOTDIR');
      return names;
    };
    return info instanceof Promise ? info.then(check) : check(info);
  }

  /** Of a thing that may be a folder above mounts; with `follow` a link at the end is met, not described. */
  stat(found: Found, names: Path, follow: boolean): Maybe<FileInfo> {
    let info: Maybe<FileInfo>;
    try {
      info = found.tree.stat(found.rest);
    } catch (e) {
      return this.above(e, names);
    }
    if (info instanceof Promise) {
      return info.then(
        (i) => this.met(found, i, follow),
        (e) => this.above(e, names),
      );
    }
    return this.met(found, info, follow);
  }

  private above(e: unknown, names: Path): FileInfo {
    if (faultCode(e) === 'ENOENT' && this.mounts.below(names) !== null) return ROOT_INFO;
    throw e;
  }

  private met(found: Found, info: FileInfo, follow: boolean): Maybe<FileInfo> {
    if (!follow || info.kind !== 'link') return info;
    if (found.tree.readlink === undefined) throw new Fault('ENOENT');
    const target = found.tree.readlink(found.rest);
    const meet = (t: string): never => {
      throw new LinkMet(found.rest.length - 1, t);
    };
    return target instanceof Promise ? target.then(meet) : meet(target);
  }
}
