/** A tree in memory as plain data, and back. What is loaded is charged to the tree's quota like anything that is made. */
import type { Plain } from '@rexec/python';
import type { FileKind } from './file-tree.js';
import { bad, bytesOf, countOf, integerOf, listOf, textOf } from './keeping.js';
import { LINK_BYTES, MemoryNode } from './memory-tree.js';
import type { Quota } from './quota.js';

const KINDS: readonly string[] = ['file', 'dir', 'link'] satisfies FileKind[];

/** All that the root leads to, and open files without a name: each once, folders before what is in them. */
export function saveNodes(root: MemoryNode, nameless: Iterable<MemoryNode>): Plain {
  const seen = new Set<MemoryNode>([root, ...nameless]);
  const out: Plain[] = [];
  // The set grows while it is gone through.
  for (const node of seen) {
    for (const child of node.children?.values() ?? []) seen.add(child);
    out.push(saveNode(node));
  }
  return out;
}

function saveNode(node: MemoryNode): Plain {
  const { kind, ino, mode, atime, mtime, ctime, target, children } = node;
  // The bytes are shared until one of the two writes.
  node.shared = true;
  const body = kind === 'file' ? node.bytes.subarray(0, node.size) : kind === 'link' ? target : null;
  const entries = children === null ? [] : [...children].flatMap(([name, child]) => [name, child.ino]);
  return [kind, ino, mode, atime, mtime, ctime, body, entries];
}

export interface LoadedNodes {
  readonly root: MemoryNode;
  readonly nameless: MemoryNode[];
  readonly byNumber: ReadonlyMap<number, MemoryNode>;
}

/** A folder has one place, a link too; a file may have several names, or none. */
export function loadNodes(saved: Plain, quota: Quota): LoadedNodes {
  const byNumber = new Map<number, MemoryNode>();
  const entries = new Map<MemoryNode, readonly Plain[]>();
  for (const one of listOf(saved)) {
    const [kind, ino, mode, atime, mtime, ctime, body, names] = listOf(one, 8);
    if (!KINDS.includes(textOf(kind)) || byNumber.has(countOf(ino))) bad();
    const target = kind === 'link' ? textOf(body) : '';
    const node = new MemoryNode(kind as 'file', countOf(ino), countOf(mode) & 0o777, 0n, target);
    [node.atime, node.mtime, node.ctime] = [atime, mtime, ctime].map((t) => BigInt(integerOf(t))) as [
      bigint,
      bigint,
      bigint,
    ];
    if (kind === 'link') quota.chargeBytes(LINK_BYTES + target.length * 2);
    if (kind === 'file') {
      node.bytes = bytesOf(body) as Uint8Array<ArrayBuffer>;
      node.size = node.bytes.length;
      node.shared = true;
      quota.chargeBytes(node.size);
    }
    node.nlink = 0;
    byNumber.set(node.ino, node);
    entries.set(node, listOf(names));
  }
  const [root] = byNumber.values();
  if (root?.children == null) return bad();
  root.nlink = 1;
  for (const [node, names] of entries) fill(node, names, byNumber, quota);
  const all = [...byNumber.values()];
  if (all.some((n) => (n.kind === 'file' ? n.nlink > 1_000_000 : n.nlink !== 1))) bad();
  checkRooted(root, all);
  return { root, nameless: all.filter((n) => n.nlink === 0), byNumber };
}

function fill(
  node: MemoryNode,
  names: readonly Plain[],
  byNumber: ReadonlyMap<number, MemoryNode>,
  quota: Quota,
): void {
  if (node.children === null) {
    if (names.length > 0) bad();
    return;
  }
  for (let i = 0; i < names.length; i += 2) {
    const name = textOf(names[i]);
    const child = byNumber.get(countOf(names[i + 1])) ?? bad();
    if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name) || node.children.has(name)) bad();
    quota.chargeFile();
    child.nlink++;
    node.children.set(name, child);
  }
}

/** No folder is in itself: with one place each, all are reached from the root. */
function checkRooted(root: MemoryNode, all: readonly MemoryNode[]): void {
  const seen = new Set<MemoryNode>([root]);
  for (const node of seen) for (const child of node.children?.values() ?? []) seen.add(child);
  if (all.some((n) => n.kind === 'dir' && !seen.has(n))) bad();
}
