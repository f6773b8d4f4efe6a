/**
 * Bytes into a heap. Nothing in them is believed: references lead to objects of the class that their field asks for,
 * counts are no larger than the bytes behind them, and what the machine relies on is checked once all is read.
 */
import type { Machine } from '../machine/machine.js';
import { LimitError, PyRaise } from '../objects/errors.js';
import { PyTraceback } from '../objects/exception.js';
import { PyFrame } from '../objects/frame.js';
import { PyFloat, PyObject, PyType, type PyValue, PyWideStr, type Shape } from '../objects/object.js';
import { DUMMY } from '../objects/set.js';
import { type ByteReader, readBigint, readString } from './bytes.js';
import { type HeapClass, heapClasses, shapeFits } from './classes.js';
import { constantNamed } from './code.js';
import { keyOf, sharedThings } from './names.js';
import { type Loans, SHORT_OBJECT, SHORT_STRING, Tag } from './writer.js';

export class HeapReader {
  in: ByteReader;
  private strings: readonly string[] = [];
  /** Strings that no str can be. */
  private readonly foreign = new Set<number>();
  private shared: object[] = [];
  private floats: readonly PyFloat[] = [];
  private nextString = 0;
  private nextObject = 0;
  private nextFloat = 0;
  readonly nodes: object[] = [];
  readonly classes: HeapClass[] = [];
  readonly frames: PyFrame[] = [];
  readonly types: PyType[] = [];
  readonly tracebacks: PyTraceback[] = [];
  private readonly shapes: Shape[] = [];
  /** What is to be done once all bodies are read, in this order. */

  readonly plainKeys: (() => void)[] = [];
  readonly contentKeys: (() => void)[] = [];
  readonly checks: (() => void)[] = [];
  /** What lies in the place of a removed member of a set. */
  readonly dummy = DUMMY;

  constructor(
    readonly machine: Machine,
    from: ByteReader,
    readonly loans: Loans | null = null,
  ) {
    this.in = from;
    if (loans !== null) this.borrow(loans);
    else {
      this.readStrings(from.count(), from);
      this.readFloats(from.section());
      this.readShared(from.count(), from);
    }
    this.makeObjects(from.unsigned(), from);
    this.readShapes(from.unsigned(), from);
  }

  private borrow({ strings, floats, shared, owner, roots }: Loans): void {
    this.strings = strings;
    this.floats = floats;
    this.shared = shared.map((o) => {
      return o === owner.libGlobals ? this.machine.libGlobals : (roots.get(o)?.(this.machine) ?? o);
    });
  }

  private part(from: ByteReader, n: number): ByteReader {
    const part = from.section();
    if (n > part.left) from.fail('a count is larger than what is there');
    return part;
  }

  ended(part = this.in): void {
    if (part.left > 0) part.fail('there is more than there should be');
  }

  private readStrings(n: number, from: ByteReader): void {
    const part: ByteReader = this.part(from, n);
    const strings: string[] = [];
    this.strings = strings;
    for (let i = 0; i < n; i++) {
      const { text, str } = readString(part);
      strings.push(text);
      if (!str) this.foreign.add(i);
    }
    this.ended(part);
  }

  private readFloats(part: ByteReader): void {
    if (part.left % 8 !== 0) part.fail('a float is cut');
    const floats: PyFloat[] = [];
    this.floats = floats;
    while (part.left > 0) floats.push(new PyFloat(part.double()));
  }

  private readShared(n: number, from: ByteReader): void {
    const part: ByteReader = this.part(from, n);
    const { things } = sharedThings();
    const { libGlobals } = this.machine;
    for (let i = 0; i < n; i++) {
      const owner = this.textAt(part.unsigned());
      const name = this.textAt(part.unsigned());
      const found = owner === '' ? libGlobals : (things.get(keyOf(owner, name)) ?? constantNamed(owner, name));
      if (found === undefined) part.fail(`this engine has no '${name}' (${owner})`);
      this.shared.push(found);
    }
    this.ended(part);
  }

  private makeObjects(n: number, from: ByteReader): void {
    const part: ByteReader = this.part(from, n);
    for (let i = 0; i < n; i++) {
      const cls = heapClasses[part.unsigned()];
      if (cls === undefined) part.fail('a class is unknown');
      const o = cls.blank();
      this.classes.push(cls);
      this.nodes.push(o);
      if (o instanceof PyFrame) this.frames.push(o);
      else if (o instanceof PyType) this.types.push(o);
      else if (o instanceof PyTraceback) this.tracebacks.push(o);
    }
    this.ended(part);
  }

  private readShapes(n: number, from: ByteReader): void {
    const part: ByteReader = this.part(from, n);
    for (let i = 0; i < n; i++) {
      const how = part.unsigned();
      if (how >= 2) {
        const parent = this.shapes[how - 2];
        const name = this.textAt(part.unsigned());
        let free = parent !== undefined;
        for (let s = parent; s?.parent; s = s.parent as Shape) if (s.name === name) free = false;
        const made = free ? parent!.with(name) : null;
        if (made === null) part.fail('a shape is malformed');
        this.shapes.push(made);
      } else {
        const cls = this.objectAt(part.unsigned());
        if (!(cls instanceof PyType)) part.fail('a shape has no class');
        this.shapes.push(how === 1 ? cls.dictShape : cls.root);
      }
    }
    this.ended(part);
  }

  /** All bodies. */
  fill(from: ByteReader): void {
    this.in = from;
    const { nodes, classes } = this;
    for (let i = 0; i < nodes.length; i++) {
      const o = nodes[i]!;
      const cls = classes[i]!;
      if (cls.object) this.head(cls, o as PyObject);
      if (cls.read !== undefined) cls.read(this, o);
      else for (const [name, kind] of cls.fields) (o as Record<string, unknown>)[name] = kind.read(this);
      cls.filled?.(this, o);
    }
    this.ended();
  }

  /** What classes check, and the indexes of dicts. */
  complete(): void {
    for (const work of [this.plainKeys, this.contentKeys, this.checks]) for (const step of work) step();
    const { nodes, classes } = this;
    // Neighbours mostly are of one class.
    let fitting: HeapClass | null = null;
    let type: PyType | null = null;
    for (let i = 0; i < nodes.length; i++) {
      const cls = classes[i]!;
      if (cls.object) {
        const own = (nodes[i] as PyObject).shape.cls;
        if (cls !== fitting || own !== type) {
          if (!shapeFits(cls, own)) this.in.fail(`a ${cls.name} cannot be a '${own.name}'`);
          fitting = cls;
          type = own;
        }
      }
      if (cls.check !== undefined) cls.check(this, nodes[i]);
    }
  }

  private head(cls: HeapClass, o: PyObject): void {
    const shape = this.shapes[this.in.unsigned()];
    if (shape === undefined) this.in.fail(`a ${cls.name} has no shape`);
    o.shape = shape;
    const n = this.in.unsigned();
    if (n === 0) {
      if (shape.isDict || shape.count > 0) this.in.fail('an object has too few attributes');
      o.slots = null;
    } else {
      if (n - 1 > this.in.left || n - 1 < shape.count) this.in.fail('an object has a wrong number of attributes');
      const slots: PyValue[] = new Array(n - 1);
      for (let i = 0; i < n - 1; i++) slots[i] = this.maybe() as PyValue;
      o.slots = slots;
    }
    o.mark = 0;
  }

  // -- values -------------------------------------------------------------------------------------------------------------

  value(): PyValue {
    const v = this.maybe();
    return v === undefined ? this.in.fail('a value is missing') : v;
  }

  maybe(): PyValue | undefined {
    const from = this.in;
    const tag = from.byte();
    if (tag >= SHORT_OBJECT) return this.node(((tag - SHORT_OBJECT) << 8) | from.byte());
    if (tag >= SHORT_STRING) return this.strAt(((tag - SHORT_STRING) << 8) | from.byte());
    if (tag >= Tag.Small) return tag - Tag.Small;
    switch (tag) {
      case Tag.NextObject:
        return this.valueOf(this.nodes[this.nextObject++]);
      case Tag.NextString:
        return this.str(this.nextString++);
      case Tag.NextFloat:
        return this.floats[this.nextFloat++] ?? from.fail('a float is missing');
      case Tag.Float:
        return this.floats[from.unsigned()] ?? from.fail('a float is missing');
      case Tag.Undefined:
        return undefined;
      case Tag.None:
        return null;
      case Tag.False:
        return false;
      case Tag.True:
        return true;
      case Tag.Positive:
        return from.unsigned();
      case Tag.Negative: {
        const n = from.unsigned();
        return n === 0 ? from.fail('an int is malformed') : -n;
      }
      case Tag.Big: {
        const n = readBigint(from);
        if (n >= Number.MIN_SAFE_INTEGER && n <= Number.MAX_SAFE_INTEGER) from.fail('an int is malformed');
        return n;
      }
      case Tag.String:
        return this.strAt(from.unsigned());
      case Tag.Shared:
        return this.valueOf(this.shared[from.unsigned()]);
      default:
        return this.node(from.unsigned());
    }
  }

  /** The value of that number, after which the next one comes. */
  private node(i: number): PyValue {
    if (i >= this.nextObject) this.nextObject = i + 1;
    return this.valueOf(this.nodes[i]);
  }

  private strAt(i: number): string {
    if (i >= this.nextString) this.nextString = i + 1;
    return this.str(i);
  }

  private valueOf(o: object | undefined): PyValue {
    if (o instanceof PyObject || o instanceof PyFloat || o instanceof PyWideStr) return o;
    return this.in.fail('a reference leads to no value');
  }

  private str(i: number): string {
    if (this.foreign.size > 0 && this.foreign.has(i)) this.in.fail('a str is malformed');
    return this.textAt(i);
  }

  private textAt(i: number): string {
    return this.strings[i] ?? this.in.fail('a string is missing');
  }

  text(): string {
    return this.textAt(this.in.unsigned());
  }

  bigint(): bigint {
    return readBigint(this.in);
  }

  object(): object {
    return this.objectAt(this.in.unsigned());
  }

  private objectAt(n: number): object {
    const i = Math.floor(n / 2);
    return (n % 2 === 1 ? this.shared[i] : this.nodes[i]) ?? this.in.fail('a reference leads nowhere');
  }

  native(): object {
    const def = this.shared[this.in.unsigned()];
    return def !== undefined && sharedThings().natives.has(def) ? def : this.in.fail('a native was expected');
  }

  /** Code of the engine over what was read: what it raises or spends is the snapshot's fault. */
  guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (e) {
      if (e instanceof PyRaise || e instanceof LimitError || e instanceof RangeError || e instanceof TypeError)
        return this.in.fail('a value is malformed');
      throw e;
    }
  }

  /** Follow the chain of each: it has to end. */
  checkChains<T extends object>(nodes: readonly T[], next: (o: T) => T | null): void {
    const good = new Set<T>();
    for (const o of nodes) {
      const way = new Set<T>();
      for (let x: T | null = o; x !== null && !good.has(x); x = next(x)) {
        if (way.has(x)) this.in.fail('a chain of objects has no end');
        way.add(x);
      }
      for (const x of way) good.add(x);
    }
  }
}
