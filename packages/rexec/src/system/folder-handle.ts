/** A folder that is open: what it is can be looked at, and it can be synchronized (which is nothing); it has no bytes. */
import { Fault, faultCode } from './fault.js';
import { type FileHandle, type FileInfo, type FileTree, LinkMet, type OpenWant, type Path } from './file-tree.js';
import type { Maybe } from './later.js';

class FolderHandle implements FileHandle {
  constructor(
    private readonly tree: FileTree,
    private readonly path: Path,
  ) {}

  read(): never {
    throw new Fault('EISDIR');
  }

  /** It was a folder when it was opened: a link in its place by now is another thing. */
  stat(): Maybe<FileInfo> {
    const gone = (e: unknown): never => {
      throw e instanceof LinkMet ? new Fault('ENOENT') : e;
    };
    try {
      const info = this.tree.stat(this.path);
      return info instanceof Promise ? info.catch(gone) : info;
    } catch (e) {
      return gone(e);
    }
  }

  close(): void {}
}

/** Opens a file, or a folder where only reading is wanted. */
export function openAny(tree: FileTree, path: Path, want: OpenWant): Maybe<FileHandle> {
  const folder = (e: unknown): FileHandle => {
    if (want.write || want.create !== 'no' || faultCode(e) !== 'EISDIR') throw e;
    return new FolderHandle(tree, path);
  };
  try {
    const handle = tree.open(path, want);
    return handle instanceof Promise ? handle.catch(folder) : handle;
  } catch (e) {
    return folder(e);
  }
}

/** Opens what has to be a folder. */
export function openFolder(tree: FileTree, path: Path, want: OpenWant, info: FileInfo): FileHandle {
  if (info.kind !== 'dir') throw new Fault('ENOTDIR');
  if (want.write) throw new Fault('EISDIR');
  return new FolderHandle(tree, path);
}
