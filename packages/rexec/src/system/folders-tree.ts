/** A tree of which nothing can be changed, as folders in memory whose files are made when they are opened. */
import { Fault } from './fault.js';
import {
  type Entry,
  type FileHandle,
  type FileInfo,
  type FileTree,
  fileInfo,
  folderInfo,
  type OpenWant,
  type Path,
  readOnlyHandle,
} from './file-tree.js';

export interface Folder<F extends object> {
  readonly ino: number;
  readonly children: Map<string, Folder<F> | F>;
}

export abstract class FoldersTree<F extends { readonly ino: number }> implements FileTree {
  protected abstract readonly top: Folder<F>;
  protected abstract sizeOf(file: F): number;
  /** Throws a Fault where it cannot be read. */
  protected abstract contentOf(file: F): Uint8Array;

  stat(path: Path): FileInfo {
    const node = this.node(path);
    return 'children' in node ? folderInfo(0n, node.ino) : fileInfo(this.sizeOf(node), 0n, node.ino);
  }

  list(path: Path): Entry[] {
    const node = this.node(path);
    if (!('children' in node)) throw new Fault('ENOTDIR');
    return Array.from(node.children, ([name, child]) => ({ name, kind: 'children' in child ? 'dir' : 'file' }));
  }

  open(path: Path, want: OpenWant): FileHandle {
    if (want.write || want.truncate || want.create === 'must') throw new Fault('EROFS');
    const node = this.node(path);
    if ('children' in node) throw new Fault('EISDIR');
    const bytes = this.contentOf(node);
    return readOnlyHandle(bytes, fileInfo(bytes.length, 0n, node.ino));
  }

  private node(path: Path): Folder<F> | F {
    let node: Folder<F> | F = this.top;
    for (const name of path) {
      if (!('children' in node)) throw new Fault('ENOTDIR');
      const child: Folder<F> | F | undefined = node.children.get(name);
      if (child === undefined) throw new Fault('ENOENT');
      node = child;
    }
    return node;
  }
}
