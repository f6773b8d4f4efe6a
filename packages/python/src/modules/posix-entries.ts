/** What `os.scandir` and `os.stat` give: DirEntry, the iterator of entries, stat_result. */
import { newBuiltinType, ObjectType, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { raise, StopIterationType, typeError } from '../objects/exception-types.js';
import { normalize } from '../objects/number/int.js';
import { PyFloat, PyObject, type PyValue, type R } from '../objects/object.js';
import type { PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { registerIterator } from '../protocols/iterate.js';
import { toRepr } from '../protocols/special.js';
import { isTrueFast } from '../protocols/truth.js';
import { structOf, structSequence } from '../types/struct-sequence.js';

const STAT_FIELDS = 'st_mode st_ino st_dev st_nlink st_uid st_gid st_size st_atime st_mtime st_ctime'.split(' ');
const STAT_HIDDEN = 'st_atime st_mtime st_ctime st_atime_ns st_mtime_ns st_ctime_ns st_blksize st_blocks st_rdev'.split(
  ' ',
);
export const StatResultType = structSequence('os.stat_result', STAT_FIELDS, STAT_HIDDEN, true);

const BLOCK = 4096;
const SECTOR = 512;

/** An answer of the system (calls.ts) as stat_result. */
function statResult(answer: PyTuple): PyValue {
  const items = answer.items.slice(0, 7);
  const times = answer.items.slice(7, 10).map((t) => BigInt(t as number | bigint));
  const seconds = times.map((ns) =>
    normalize(ns >= 0n ? ns / 1_000_000_000n : -((999_999_999n - ns) / 1_000_000_000n)),
  );
  const floats = times.map((ns) => new PyFloat(Number(ns) / 1e9));
  const size = Number(items[6]);
  const hidden: PyValue[] = [...floats, ...times.map(normalize), BLOCK, Math.ceil(size / SECTOR), 0];
  return structOf(StatResultType, [...items, ...seconds], hidden);
}

export const DirEntryType = newBuiltinType('posix.DirEntry', ObjectType, { final: true });
export const ScandirIteratorType = newBuiltinType('posix.ScandirIterator', ObjectType, { final: true });

/** Bits of st_mode that say the kind of a file. */
const S_IFDIR = 0o040000;
const S_IFREG = 0o100000;

export class PyDirEntry extends PyObject {
  /** Answers of stat() that were given before: of what a link leads to, of the entry itself. */
  followed: PyValue = null;
  own: PyValue = null;
  constructor(
    readonly name: PyValue,
    readonly path: PyValue,
    readonly kind: string,
  ) {
    super(DirEntryType.root);
  }
}

export class PyScandirIterator extends PyObject {
  index = 0;
  constructor(public entries: readonly PyDirEntry[]) {
    super(ScandirIteratorType.root);
  }
}

function notConstructible(type: { name: string }) {
  return [
    '($type, /)',
    null,
    () => {
      throw typeError(`cannot create 'posix.${type.name}' instances`);
    },
  ] as const;
}

/** is_dir or is_file: the kind that scandir gave decides, unless a link has to be followed. */
function isKind(kind: string, bits: number) {
  return (vm: VM, self: PyDirEntry, follow?: PyValue): R => {
    const through = follow === undefined ? true : isTrueFast(vm, follow);
    if (through === undefined) return vm.lib('direntry_is_asked', [self, kind, follow!]);
    if (self.kind === 'link' && through) return vm.lib('direntry_is', [self, bits]);
    return self.kind === kind;
  };
}

function stat(vm: VM, self: PyDirEntry, follow?: PyValue): R {
  const through = follow === undefined ? true : isTrueFast(vm, follow);
  if (through === undefined) return vm.lib('direntry_stat_asked', [self, follow!]);
  const known = through ? self.followed : self.own;
  return known ?? vm.lib('direntry_stat', [self, through]);
}

defineType(DirEntryType, {
  new: notConstructible(DirEntryType),
  methods: {
    is_dir: ['($self, /, *, follow_symlinks=True)', null, isKind('dir', S_IFDIR)],
    is_file: ['($self, /, *, follow_symlinks=True)', null, isKind('file', S_IFREG)],
    is_symlink: ['($self, /)', null, (_vm: VM, self: PyDirEntry) => self.kind === 'link'],
    is_junction: ['($self, /)', null, () => false],
    stat: ['($self, /, *, follow_symlinks=True)', null, stat],
    inode: ['($self, /)', null, (vm: VM, self: PyDirEntry) => vm.lib('direntry_inode', [self])],
    __fspath__: ['($self, /)', null, (_vm: VM, self: PyDirEntry) => self.path],
    __repr__: ['($self, /)', null, (vm: VM, self: PyDirEntry) => `<DirEntry ${toRepr(vm, self.name) as string}>`],
    __reduce__: ['($self, /)', null, cannotPickle],
    __reduce_ex__: ['($self, protocol, /)', null, cannotPickle],
  },
  getset: {
    name: { get: (_vm, self: PyDirEntry) => self.name },
    path: { get: (_vm, self: PyDirEntry) => self.path },
  },
});

function cannotPickle(_vm: VM, self: PyObject): never {
  throw typeError(`cannot pickle '${typeOf(self).name === 'DirEntry' ? 'posix.DirEntry' : typeOf(self).name}' object`);
}

function step(_vm: VM, self: PyScandirIterator): PyValue | undefined {
  return self.entries[self.index++];
}
registerIterator(ScandirIteratorType, step, () => true);

function close(_vm: VM, self: PyScandirIterator): null {
  self.entries = [];
  return null;
}

defineType(ScandirIteratorType, {
  new: notConstructible(ScandirIteratorType),
  methods: {
    __iter__: ['($self, /)', null, (_vm: VM, self: PyScandirIterator) => self],
    __next__: [
      '($self, /)',
      null,
      (vm: VM, self: PyScandirIterator) => {
        const entry = step(vm, self);
        if (entry === undefined) throw raise(StopIterationType);
        return entry;
      },
    ],
    __enter__: ['($self, /)', null, (_vm: VM, self: PyScandirIterator) => self],
    __exit__: ['($self, /, *args)', null, close],
    close: ['($self, /)', null, close],
  },
});

defineIntrinsics({
  stat_result_of: ['(answer, /)', (_vm: VM, answer: PyTuple) => statResult(answer)],
  /** [(name, path, kind), ...] as an iterator of entries. */
  scandir_iterator: [
    '(rows, /)',
    (vm: VM, rows: PyTuple) => {
      vm.charge(rows.items.length);
      vm.alloc(rows.items.length * 100);
      return new PyScandirIterator(
        rows.items.map((row) => {
          const [name, path, kind] = (row as PyTuple).items;
          return new PyDirEntry(name!, path!, kind as string);
        }),
      );
    },
  ],
  direntry_kind: ['(entry, /)', (_vm: VM, entry: PyDirEntry) => entry.kind],
  direntry_remember: [
    '(entry, follow, stat, /)',
    (_vm: VM, entry: PyDirEntry, follow: boolean, stat: PyValue) => {
      if (follow) entry.followed = stat;
      else entry.own = stat;
      return stat;
    },
  ],
});
