/**
 * A heap into bytes: a walk from the roots over the registered classes, by a work list. Every object gets a number when it
 * is first met, and its body is written when its turn comes. An object's `mark` remembers its number (memory.ts uses
 * positive ones).
 *
 * Parts: the strings, the shared things by name, the class of each object, the shapes, the bodies. The reader makes all
 * objects before it reads the first body.
 */
import type { Machine } from '../machine/machine.js';
import { PySingleton } from '../objects/builtin-types.js';
import { PyBytes } from '../objects/bytes.js';
import type { PyCode } from '../objects/code.js';
import { PyComplex } from '../objects/complex.js';
import { PyDict } from '../objects/dict.js';
import { PyBuiltin, PyGetSet, PyMethodDescr, PyWrapperMethod } from '../objects/function.js';
import { PyFloat, PyInstance, PyObject, PyType, type PyValue, type Shape } from '../objects/object.js';
import { PyList, PySlice, PyTuple } from '../objects/sequence.js';
import { PySet } from '../objects/set.js';
import { ByteWriter, CHUNK_BYTES, type Parts, SnapshotError, writeBigint } from './bytes.js';
import { classOf, type HeapClass } from './classes.js';
import { learnLoaded, libraryConstant } from './code.js';
import { sharedThings } from './names.js';
import { FloatTable, StringTable } from './tables.js';

/** First bytes of a value. */
export enum Tag {
  Undefined,
  None,
  False,
  True,
  Positive,
  Negative,
  Big,
  String,
  Shared,
  Object,
  Float,
  /** The string, object or float after the last one that was new. */
  NextString,
  NextObject,
  NextFloat,
  /** From here: an int from 0. */
  Small,
}
export const SMALL_INTS = 64 - Tag.Small;
/** From here: a string by a number of fourteen bits at most (the first byte has what is above eight of it). */
export const SHORT_STRING = Tag.Small + SMALL_INTS;
export const SHORT_STRINGS = (128 - SHORT_STRING) * 256;
/** From here: an object by a number of fifteen bits. */
export const SHORT_OBJECT = 128;
export const SHORT_OBJECTS = 128 * 256;

/** What a fork has from the first machine as it is, since nothing of it can change: nothing of it is written. */
export class Loans {
  constructor(
    readonly owner: Machine,
    /** What the other machine has of its own in the place of these. */
    readonly roots: ReadonlyMap<object, (m: Machine) => object> = new Map(),
  ) {}
  strings: readonly string[] = [];
  floats: readonly PyFloat[] = [];
  readonly shared: object[] = [];
  readonly codes: PyCode[] = [];
}

export class HeapWriter {
  out = new ByteWriter(1 << 12);
  private readonly strings = new StringTable();
  private readonly floats = new FloatTable();
  private nextString = 0;
  private nextObject = 0;
  private nextFloat = 0;
  private readonly shared = new Map<object, number>();
  private readonly sharedBytes = new ByteWriter();
  private readonly shapes = new Map<Shape, number>();
  private readonly shapeBytes = new ByteWriter();
  private readonly classBytes = new ByteWriter();
  readonly nodes: object[] = [];
  private readonly classes: HeapClass[] = [];
  private readonly unmarked = new Map<object, number>();
  private readonly names = sharedThings().names;
  private readonly empty = new Map<PyValue[], PyList>();
  private done = 0;

  constructor(
    readonly machine: Machine,
    readonly loans: Loans | null = null,
  ) {
    learnLoaded(machine);
  }

  /** Write the bodies of all objects met so far, and of those met thereby. */
  drain(): void {
    for (; this.done < this.nodes.length; this.done++) {
      const o = this.nodes[this.done]!;
      const cls = this.classes[this.done]!;
      if (cls.object) this.head(o as PyObject);
      if (cls.write !== undefined) cls.write(this, o);
      else for (const [name, kind] of cls.fields) this.field(cls, o, name, kind);
    }
  }

  private field(cls: HeapClass, o: object, name: string, kind: HeapClass['fields'][number][1]): void {
    try {
      kind.write(this, (o as Record<string, unknown>)[name]);
    } catch (e) {
      if (e instanceof SnapshotError && !e.message.endsWith(')'))
        throw new SnapshotError(`${e.message} (${cls.name}.${name})`);
      throw e;
    }
  }

  private head(o: PyObject): void {
    this.out.unsigned(this.shape(o.shape));
    const { slots } = o;
    if (slots === null) this.out.byte(0);
    else {
      this.out.unsigned(slots.length + 1);
      for (let i = 0; i < slots.length; i++) this.maybe(slots[i]);
    }
  }

  // -- values -------------------------------------------------------------------------------------------------------------

  value(v: PyValue): void {
    if (v === undefined) throw new SnapshotError('the heap cannot be written: a value is missing');
    this.maybe(v);
  }

  maybe(v: PyValue | undefined): void {
    const { out } = this;
    switch (typeof v) {
      case 'number':
        if (v >= 0) {
          if (v < SMALL_INTS) out.byte(Tag.Small + v);
          else {
            out.byte(Tag.Positive);
            out.unsigned(v);
          }
        } else {
          out.byte(Tag.Negative);
          out.unsigned(-v);
        }
        return;
      case 'string':
        this.stringValue(v);
        return;
      case 'boolean':
        out.byte(v ? Tag.True : Tag.False);
        return;
      case 'bigint':
        out.byte(Tag.Big);
        writeBigint(out, v);
        return;
      case 'undefined':
        out.byte(Tag.Undefined);
        return;
    }
    if (v === null) {
      out.byte(Tag.None);
      return;
    }
    if (v instanceof PyFloat) {
      this.float(v);
      return;
    }
    const id = this.id(v);
    if (id < 0) {
      out.byte(Tag.Shared);
      out.unsigned(-id - 1);
      return;
    }
    if (id === this.nextObject) {
      this.nextObject++;
      out.byte(Tag.NextObject);
      return;
    }
    if (id > this.nextObject) this.nextObject = id + 1;
    if (id < SHORT_OBJECTS) {
      out.byte(SHORT_OBJECT + (id >> 8));
      out.byte(id & 255);
    } else {
      out.byte(Tag.Object);
      out.unsigned(id);
    }
  }

  private float(f: PyFloat): void {
    const id = this.floats.add(f);
    if (id === this.nextFloat) {
      this.nextFloat++;
      this.out.byte(Tag.NextFloat);
    } else {
      this.out.byte(Tag.Float);
      this.out.unsigned(id);
    }
  }

  private stringValue(s: string): void {
    const id = this.strings.add(s);
    if (id === this.nextString) {
      this.nextString++;
      this.out.byte(Tag.NextString);
      return;
    }
    if (id > this.nextString) this.nextString = id + 1;
    if (id < SHORT_STRINGS) {
      this.out.byte(SHORT_STRING + (id >> 8));
      this.out.byte(id & 255);
    } else {
      this.out.byte(Tag.String);
      this.out.unsigned(id);
    }
  }

  text(s: string): void {
    this.out.unsigned(this.strings.add(s));
  }

  bigint(n: bigint): void {
    writeBigint(this.out, n);
  }

  /** Reference to an object that need not be a value. */
  object(o: object): void {
    const id = this.id(o);
    this.out.unsigned(id < 0 ? (-id - 1) * 2 + 1 : id * 2);
  }

  native(def: object): void {
    if (!sharedThings().natives.has(def))
      throw new SnapshotError('the heap cannot be written: a native without a name');
    this.out.unsigned(-this.id(def) - 1);
  }

  /** Number, from 1, of a list met before with the same empty array; 0: there is none. */
  emptyTwin(l: PyList): number {
    const twin = this.empty.get(l.items);
    if (twin !== undefined) return this.id(twin) + 1;
    this.empty.set(l.items, l);
    return 0;
  }

  has(o: PyObject): boolean {
    const id = -o.mark - 1;
    return id >= 0 && this.nodes[id] === o;
  }

  /** Number of an object; of a shared thing, -1 minus its number. */
  id(o: object): number {
    if (o instanceof PyObject) {
      const id = -o.mark - 1;
      if (id >= 0 && this.nodes[id] === o) return id;
      if (mayBeShared(o) || this.loans?.roots.has(o) === true) {
        const shared = this.sharedId(o);
        if (shared < 0) return shared;
      }
      const made = this.enter(o);
      o.mark = -made - 1;
      return made;
    }
    const known = this.unmarked.get(o);
    if (known !== undefined) return known;
    const shared = this.sharedId(o);
    if (shared < 0) return shared;
    const made = this.enter(o);
    this.unmarked.set(o, made);
    return made;
  }

  /** Objects that are named where they are met. */
  shareable(): object[] {
    return [...this.names.keys()];
  }

  /** Floats met. */
  boxes(): readonly object[] {
    return this.floats.all;
  }

  private enter(o: object): number {
    const cls = classOf(o);
    const id = this.nodes.length;
    this.nodes.push(o);
    this.classes.push(cls);
    this.classBytes.unsigned(cls.index);
    return id;
  }

  private sharedId(o: object): number {
    const known = this.shared.get(o);
    if (known !== undefined) return -known - 1;
    // The library's namespace is made for each cell.
    const isRoot = o === this.machine.libGlobals || this.loans?.roots.has(o) === true;
    const name = isRoot ? NAMESPACE : (this.names.get(o) ?? libraryConstant(o));
    if (name === undefined) return 0;
    const id = this.shared.size;
    this.shared.set(o, id);
    if (this.loans !== null) {
      this.loans.shared.push(o);
      return -id - 1;
    }
    this.sharedBytes.unsigned(this.strings.add(name[0]));
    this.sharedBytes.unsigned(this.strings.add(name[1]));
    return -id - 1;
  }

  /** Number of a shape: those before it on its way from the root come first. */
  shape(shape: Shape): number {
    const known = this.shapes.get(shape);
    if (known !== undefined) return known;
    const parent = shape.parent === null ? -1 : this.shape(shape.parent);
    const b = this.shapeBytes;
    if (parent >= 0) {
      b.unsigned(parent + 2);
      b.unsigned(this.strings.add(shape.name));
    } else {
      b.unsigned(shape.isDict ? 1 : 0);
      const id = this.id(shape.cls);
      b.unsigned(id < 0 ? (-id - 1) * 2 + 1 : id * 2);
    }
    const id = this.shapes.size;
    this.shapes.set(shape, id);
    return id;
  }

  /** What was written so far as a part of its own. */
  split(): ByteWriter {
    const part = this.out;
    this.out = new ByteWriter();
    return part;
  }

  /** The tables that go before all parts. */
  finish(to: Parts): void {
    const { strings, floats, loans } = this;
    if (loans !== null) {
      loans.strings = strings.all;
      loans.floats = floats.all;
      to.table(this.nodes.length, this.classBytes);
      to.table(this.shapes.size, this.shapeBytes);
      return;
    }
    const stringBytes = new ByteWriter(Math.min(strings.all.length * 16, CHUNK_BYTES));
    strings.write(stringBytes);
    to.table(strings.all.length, stringBytes);
    const floatBytes = new ByteWriter(floats.all.length * 8);
    floats.write(floatBytes);
    to.block(floatBytes);
    to.table(this.shared.size, this.sharedBytes);
    to.table(this.nodes.length, this.classBytes);
    to.table(this.shapes.size, this.shapeBytes);
  }
}

const NAMESPACE = ['', ''] as const;

/** Instances, lists and the like never are: most objects need no look into the tables. */
function mayBeShared(o: PyObject): boolean {
  if (o instanceof PyInstance || o instanceof PyList) return false;
  if (o instanceof PyType) return !o.heap;
  return (
    o instanceof PyDict ||
    o instanceof PyTuple ||
    o instanceof PyBuiltin ||
    o instanceof PyMethodDescr ||
    o instanceof PyGetSet ||
    o instanceof PyWrapperMethod ||
    o instanceof PySingleton ||
    o instanceof PyBytes ||
    o instanceof PySet ||
    o instanceof PySlice ||
    o instanceof PyComplex ||
    o.shape.cls.name.startsWith('_sitebuiltins')
  );
}
