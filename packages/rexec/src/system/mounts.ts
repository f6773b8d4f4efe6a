/**
 * Which tree a path belongs to: the mount with the longest prefix. Folders above mounts are there, whether a tree has
 * them or not, and show the mounts' names.
 */
import { Fault } from './fault.js';
import type { FileTree, MountAccess, Path } from './file-tree.js';

export interface Mount {
  /** Absolute path, as the cell sees it. */
  readonly at: string;
  readonly tree: FileTree;
  /** Default 'write': what the tree itself lets be done. */
  readonly access?: MountAccess;
  /** The root folder does not show it; it can be gone to all the same. */
  readonly unlisted?: boolean;
}

export interface Found {
  readonly tree: FileTree;
  readonly access: MountAccess;
  /** Names below the mount. */
  readonly rest: Path;
  /** How many names the mount itself has. */
  readonly depth: number;
  /** Number of the mount, as the device of its files. */
  readonly device: number;
}

/** What is there where no mount is. */
const NOTHING: FileTree = {
  stat: absent,
  list: absent,
  open: absent,
};

function absent(): never {
  throw new Fault('ENOENT');
}

interface Place {
  readonly tree: FileTree;
  readonly access: MountAccess;
  readonly device: number;
}

interface Node {
  mount: Place | null;
  readonly children: Map<string, Node>;
}

export class MountTable {
  private readonly root: Node = { mount: null, children: new Map() };
  readonly trees: FileTree[] = [];
  /** Where no other mount lies as deep. */
  private unlisted: { readonly names: Path; readonly mount: Place } | null = null;

  constructor(mounts: readonly Mount[]) {
    for (const { at, tree, access, unlisted } of mounts) {
      if (unlisted === true) {
        this.unlisted = { names: namesOf(at), mount: { tree, access: access ?? 'write', device: mounts.length + 1 } };
        continue;
      }
      let node = this.root;
      for (const name of namesOf(at)) {
        let child = node.children.get(name);
        if (child === undefined) node.children.set(name, (child = { mount: null, children: new Map() }));
        node = child;
      }
      this.trees.push(tree);
      node.mount = { tree, access: access ?? 'write', device: this.trees.length };
    }
  }

  find(names: Path): Found {
    let node: Node | undefined = this.root;
    let mount = node.mount;
    let depth = 0;
    for (let i = 0; i < names.length; i++) {
      node = node.children.get(names[i]!);
      if (node === undefined) break;
      if (node.mount !== null) {
        mount = node.mount;
        depth = i + 1;
      }
    }
    if (this.unlisted !== null && this.unlisted.names.length > depth && isPrefix(this.unlisted.names, names)) {
      mount = this.unlisted.mount;
      depth = this.unlisted.names.length;
    }
    if (mount === null) return { tree: NOTHING, access: 'read', rest: names, depth: 0, device: 0 };
    return { ...mount, rest: depth === 0 ? names : names.slice(depth), depth };
  }

  /** Names of mounts, or of folders on the way to mounts, in this folder; null: it is no folder above a mount. */
  below(names: Path): Iterable<string> | null {
    const children = this.node(names)?.children;
    const listed = children === undefined || children.size === 0 ? null : children.keys();
    const further = this.unlisted?.names;
    if (further === undefined || names.length === 0 || names.length >= further.length || !isPrefix(names, further))
      return listed;
    return new Set([...(listed ?? []), further[names.length]!]);
  }

  /** Whether this is a mount's root or above one: it cannot be moved or removed. */
  isFixed(names: Path): boolean {
    return names.length === 0 || this.node(names) !== null;
  }

  private node(names: Path): Node | null {
    let node: Node | undefined = this.root;
    for (const name of names) {
      node = node.children.get(name);
      if (node === undefined) return null;
    }
    return node;
  }
}

function isPrefix(names: Path, of: Path): boolean {
  return names.length <= of.length && names.every((name, i) => name === of[i]);
}

/** The names of an absolute, or made absolute, path; `..` goes no higher than the root, before links are looked at. */
export function namesOf(path: string, from: Path = []): string[] {
  const out: string[] = path.startsWith('/') ? [] : [...from];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  return out;
}

export function pathOf(names: Path): string {
  return `/${names.join('/')}`;
}
