/** Classes made by a program. Lookup caches are not written: they fill again. */
import { PyDict } from '../objects/dict.js';
import { PyType, type Shape } from '../objects/object.js';
import { bool, count, int, list, nullable, ref, text } from './kinds.js';
import type { HeapReader } from './reader.js';
import type { HeapWriter } from './writer.js';

const classes = list(ref(PyType));
const base = nullable(ref(PyType));
const dict = ref(PyDict);
const patma = int(0, 2);

export function writeType(w: HeapWriter, t: PyType): void {
  writeShapes(w, t.root);
  text.write(w, t.name);
  text.write(w, t.qualname);
  text.write(w, t.layout);
  classes.write(w, t.bases);
  classes.write(w, t.mro);
  base.write(w, t.base);
  classes.write(w, t.subclasses);
  dict.write(w, t.dict);
  for (const flag of [t.hasDict, t.hasWeakref, t.final, t.abstract]) bool.write(w, flag);
  for (const n of [t.slotCount, t.shapeCount, t.slotHint, t.version, t.patma]) count.write(w, n);
}

/** All shapes of the class, also those that no instance has now: the class counts them. */
function writeShapes(w: HeapWriter, root: Shape): void {
  const work = [root];
  for (const s of work) {
    w.shape(s);
    work.push(...s.children());
  }
}

export function readType(r: HeapReader, t: PyType): void {
  t.name = text.read(r);
  t.qualname = text.read(r);
  t.layout = text.read(r);
  t.bases = classes.read(r);
  t.mro = classes.read(r);
  t.base = base.read(r);
  t.subclasses = classes.read(r);
  t.dict = dict.read(r);
  t.hasDict = bool.read(r);
  t.hasWeakref = bool.read(r);
  t.final = bool.read(r);
  t.abstract = bool.read(r);
  t.slotCount = count.read(r);
  t.shapeCount = count.read(r);
  t.slotHint = int(0, 64).read(r);
  t.version = count.read(r);
  t.patma = patma.read(r) as 0 | 1 | 2;
}

export function checkType(r: HeapReader, t: PyType): void {
  const { base } = t;
  // An mro() of the program's may answer almost anything: what the machine relies on is the base.
  const sound =
    base !== null && t.layout === base.layout && t.slotCount >= base.slotCount && t.subclasses.every((c) => c.heap);
  if (!sound) r.in.fail(`the class ${t.name} is malformed`);
}
