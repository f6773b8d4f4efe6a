/** Dicts: entries in their order, holes included; the indexes are made again, since their keys are secrets of a process. */
import { isNamespaceTemplate, namespaceTemplate } from '../library/loader.js';
import { contentHash } from '../objects/content.js';
import { moduleTable } from '../objects/define.js';
import { enlist, HashIndex, hashKey, type PyDict, plainKey, sideKey } from '../objects/dict.js';
import type { PyValue } from '../objects/object.js';
import { anyInt, slotted } from './kinds.js';
import type { HeapReader } from './reader.js';
import type { HeapWriter } from './writer.js';

enum Flag {
  /** Some entries are found by content or by Python code; their numbers follow. */
  Mixed = 1,
  Hashed = 2,
  Slotted = 4,
  /** The keys are those that the namespaces of a native module have in all cells. */
  Lent = 8,
}

/** How an entry is found. */
enum Found {
  Plain,
  Content,
  Custom,
}

export function writeDict(w: HeapWriter, d: PyDict): void {
  const { keys, vals } = d;
  const n = keys.length;
  const mixed = d.side !== null || d.custom !== null;
  const { out } = w;
  out.unsigned(n);
  if (d.lender !== null && d.slotted === null && isNamespaceTemplate(d.lender)) {
    writeLent(w, d, d.lender);
    return;
  }
  out.byte((mixed ? Flag.Mixed : 0) | (d.hashed !== null ? Flag.Hashed : 0) | (d.slotted !== null ? Flag.Slotted : 0));
  out.unsigned(d.version);
  out.unsigned(d.epoch);
  for (let i = 0; i < n; i++) {
    const key = keys[i];
    w.maybe(key);
    if (key === undefined) continue;
    w.value(vals[i]!);
    if (mixed) writeFound(w, d, i, key);
  }
  if (d.hashed !== null) {
    out.unsigned(d.hashed.upTo);
    // Custom keys have none there.
    for (let i = 0; i < d.hashed.upTo; i++) w.maybe(d.hashed['hashes'][i]);
  }
  if (d.slotted !== null) slotted.write(w, d.slotted);
}

/** The values that are others than the module's. */
function writeLent(w: HeapWriter, d: PyDict, lender: PyDict): void {
  const { out } = w;
  const others: number[] = [];
  for (let i = 0; i < d.vals.length; i++) if (d.vals[i] !== lender.vals[i]) others.push(i);
  out.byte(Flag.Lent);
  out.unsigned(d.version);
  out.unsigned(d.epoch);
  w.text(lender.vals[0] as string);
  out.unsigned(others.length);
  for (const i of others) {
    out.unsigned(i);
    w.value(d.vals[i]!);
  }
}

function readLent(r: HeapReader, d: PyDict, n: number): void {
  const name = r.text();
  const lent = moduleTable.has(name) ? namespaceTemplate(name).lend() : r.in.fail(`this engine has no module ${name}`);
  if (n !== lent.keys.length) r.in.fail(`this engine has another module ${name}`);
  const { keys, map, vals, size, lender } = lent;
  Object.assign(d, { keys, map, vals, size, lender });
  for (let k = r.in.count(2); k > 0; k--) {
    const i = r.in.unsigned();
    if (i >= n) r.in.fail('a dict is malformed');
    vals[i] = r.value();
  }
}

function writeFound(w: HeapWriter, d: PyDict, i: number, key: PyValue): void {
  const hash = d.customHashes?.get(i);
  if (hash !== undefined) {
    w.out.byte(Found.Custom);
    w.value(hash);
  } else w.out.byte(d.map?.get(plainKey(key)) === i ? Found.Plain : Found.Content);
}

export function readDict(r: HeapReader, d: PyDict): void {
  const from = r.in;
  const n = from.unsigned();
  const flags = from.byte();
  d.keys = [];
  d.vals = [];
  d.map = null;
  d.size = 0;
  d.version = from.unsigned();
  d.side = null;
  d.custom = null;
  d.customHashes = null;
  d.hashed = null;
  d.epoch = from.unsigned();
  d.slotted = null;
  d.lender = null;
  if (flags === Flag.Lent) {
    readLent(r, d, n);
    return;
  }
  if (flags > (Flag.Mixed | Flag.Hashed | Flag.Slotted)) from.fail('a dict is malformed');
  if (n > from.left) from.fail('a count is larger than what is there');
  const { keys, vals } = d;
  const content: number[] = [];
  const mixed = (flags & Flag.Mixed) !== 0;
  let late = false;
  for (let i = 0; i < n; i++) {
    const key = r.maybe();
    keys.push(key);
    if (key === undefined) {
      vals.push(null);
      continue;
    }
    vals.push(r.value());
    d.size++;
    const found = mixed ? from.byte() : Found.Plain;
    if (found === Found.Content) content.push(i);
    else if (found === Found.Custom) {
      const hash = anyInt.read(r);
      d.customHashes ??= new Map();
      d.customHashes.set(i, hash);
      enlist((d.custom ??= new Map()), hashKey(hash), i);
    } else if (found !== Found.Plain) from.fail('an entry of a dict is malformed');
    else if (typeof key === 'string') (d.map ??= new Map()).set(key, i);
    else if (typeof key === 'number') (d.map ??= new Map()).set(plainKey(key), i);
    else late = true;
  }
  if (d.size === 0 && n > 0) from.fail('a dict is malformed');
  if ((flags & Flag.Hashed) !== 0) readHashed(r, d);
  if ((flags & Flag.Slotted) !== 0) d.slotted = slotted.read(r);
  if (late || content.length > 0) r.plainKeys.push(() => indexPlain(d, content));
  if (content.length > 0) r.contentKeys.push(() => indexContent(r, d, content));
}

function readHashed(r: HeapReader, d: PyDict): void {
  const upTo = r.in.count();
  if (upTo > d.keys.length) r.in.fail('the hashes of a dict are malformed');
  const index = new HashIndex();
  for (let i = 0; i < upTo; i++) {
    const hash = r.maybe();
    if (typeof hash === 'number' || typeof hash === 'bigint') index.add(i, hash);
    else if (hash !== undefined) r.in.fail('the hashes of a dict are malformed');
  }
  index.upTo = upTo;
  d.hashed = index;
}

/** Keys that are found by themselves or by their value. */
function indexPlain(d: PyDict, content: readonly number[]): void {
  const others = new Set(content);
  const { keys } = d;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (
      key === undefined ||
      typeof key === 'string' ||
      typeof key === 'number' ||
      others.has(i) ||
      d.customHashes?.has(i) === true
    )
      continue;
    (d.map ??= new Map()).set(plainKey(key), i);
  }
}

function indexContent(r: HeapReader, d: PyDict, content: readonly number[]): void {
  d.side = new Map();
  for (const i of content) enlist(d.side, sideKey(r.guarded(() => contentHash(r.machine, d.keys[i]!)) ?? 0), i);
}
