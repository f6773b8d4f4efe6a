/**
 * Kinds of fields: what a field may hold, how it is written, and how it is read back with every promise checked. The
 * tables of classes (classes.ts) are made of these.
 */
import { type PyValue, PyWideStr } from '../objects/object.js';
import { SnapshotError } from './bytes.js';
import type { HeapReader } from './reader.js';
import type { HeapWriter } from './writer.js';

export interface Kind<T = any> {
  write(w: HeapWriter, v: T): void;
  read(r: HeapReader): T;
}

function wrong(what: string, v: unknown): never {
  const seen = v === null || typeof v !== 'object' ? String(v) : `a ${v.constructor.name}`;
  throw new SnapshotError(`the heap cannot be written: ${what} was expected, not ${seen}`);
}

/** A Python value. */
export const value: Kind<PyValue> = { write: (w, v) => w.value(v), read: (r) => r.value() };
/** A Python value, or undefined: unbound. */
export const maybe: Kind<PyValue | undefined> = { write: (w, v) => w.maybe(v), read: (r) => r.maybe() };

export const bool: Kind<boolean> = {
  write: (w, v) => (typeof v === 'boolean' ? w.out.byte(v ? 1 : 0) : wrong('a boolean', v)),
  read: (r) => {
    const b = r.in.byte();
    return b > 1 ? r.in.fail('a boolean is malformed') : b === 1;
  },
};

/** A safe integer from `low` to `high`. */
export const int = (low = -Number.MAX_SAFE_INTEGER, high = Number.MAX_SAFE_INTEGER): Kind<number> => ({
  write: (w, v) => (Number.isSafeInteger(v) ? w.out.signed(v) : wrong('an integer', v)),
  read: (r) => {
    const n = r.in.signed();
    return n < low || n > high ? r.in.fail('a number is out of its range') : n;
  },
});
export const integer = int();
/** A position or a count; -1 may stand for none. */
export const index = int(-1);
export const count = int(0);

export const double: Kind<number> = {
  write: (w, v) => (typeof v === 'number' ? w.out.double(v) : wrong('a number', v)),
  read: (r) => r.in.double(),
};

/** An int in the Values form. */
export const anyInt: Kind<number | bigint> = {
  write: (w, v) => w.value(v),
  read: (r) => {
    const v = r.value();
    return typeof v === 'number' || typeof v === 'bigint' ? v : r.in.fail('an int was expected');
  },
};

/** A bigint of any size: not the Values form. */
export const bigint: Kind<bigint> = {
  write: (w, v) => w.bigint(v),
  read: (r) => r.bigint(),
};

/** Text of the engine or host: any JavaScript string. */
export const text: Kind<string> = {
  write: (w, v) => (typeof v === 'string' ? w.text(v) : wrong('text', v)),
  read: (r) => r.text(),
};

/** The value of a str. */
export const str: Kind<string | PyWideStr> = {
  write: (w, v) => w.value(v),
  read: (r) => {
    const v = r.value();
    return typeof v === 'string' || v instanceof PyWideStr ? v : r.in.fail('a str was expected');
  },
};

export const strOrNumber: Kind<string | PyWideStr | number> = {
  write: (w, v) => w.value(v),
  read: (r) => {
    const v = r.value();
    return typeof v === 'string' || typeof v === 'number' || v instanceof PyWideStr
      ? v
      : r.in.fail('a str was expected');
  },
};

export const word = (...words: string[]): Kind<string> => ({
  write: (w, v) => (words.includes(v) ? w.out.byte(words.indexOf(v)) : wrong(words.join(' or '), v)),
  read: (r) => words[r.in.byte()] ?? r.in.fail('a word is unknown'),
});

export const nullable = <T>(kind: Kind<T>): Kind<T | null> => ({
  write: (w, v) => {
    w.out.byte(v === null ? 0 : 1);
    if (v !== null) kind.write(w, v);
  },
  read: (r) => (bool.read(r) ? kind.read(r) : null),
});

export const optional = <T>(kind: Kind<T>): Kind<T | undefined> => ({
  write: (w, v) => {
    w.out.byte(v === undefined ? 0 : 1);
    if (v !== undefined) kind.write(w, v);
  },
  read: (r) => (bool.read(r) ? kind.read(r) : undefined),
});

/** What this engine works out again: nothing is written. */
export const derived = <T>(make: () => T): Kind<T> => ({ write: () => {}, read: make });

/** An object of this JavaScript class. */
export const ref = <T extends object>(cls: abstract new (...args: any[]) => T): Kind<T> => ({
  write: (w, v) => (v instanceof cls ? w.object(v) : wrong(`a ${cls.name}`, v)),
  read: (r) => {
    const o = r.object();
    return o instanceof cls ? o : r.in.fail(`a ${cls.name} was expected`);
  },
});

export const native: Kind<object> = {
  write: (w, v) => w.native(v),
  read: (r) => r.native(),
};

export const list = <T>(kind: Kind<T>): Kind<T[]> => ({
  write: (w, v) => {
    if (!Array.isArray(v)) wrong('an array', v);
    w.out.unsigned(v.length);
    for (let i = 0; i < v.length; i++) kind.write(w, v[i]!);
  },
  read: (r) => {
    const n = r.in.count();
    const out: T[] = [];
    for (let i = 0; i < n; i++) out.push(kind.read(r));
    return out;
  },
});
export const values = list(value);
export const maybes = list(maybe);
/** `slotted`, of every layout that a program can subclass. */
export const slotted = nullable(maybes);

export const map = <K, V>(key: Kind<K>, val: Kind<V>): Kind<Map<K, V>> => ({
  write: (w, v) => {
    if (!(v instanceof Map)) wrong('a Map', v);
    w.out.unsigned(v.size);
    for (const [k, x] of v) {
      key.write(w, k);
      val.write(w, x);
    }
  },
  read: (r) => {
    const n = r.in.count();
    const out = new Map<K, V>();
    for (let i = 0; i < n; i++) out.set(key.read(r), val.read(r));
    return out;
  },
});

export const set = <T>(kind: Kind<T>): Kind<Set<T>> => ({
  write: (w, v) => {
    if (!(v instanceof Set)) wrong('a Set', v);
    w.out.unsigned(v.size);
    for (const x of v) kind.write(w, x);
  },
  read: (r) => {
    const n = r.in.count();
    const out = new Set<T>();
    for (let i = 0; i < n; i++) out.add(kind.read(r));
    return out;
  },
});

/** An object literal with exactly these names. */
export const record = (fields: Record<string, Kind>): Kind => {
  const rows = Object.entries(fields);
  return {
    write: (w, v) => {
      if (typeof v !== 'object' || v === null) wrong('a record', v);
      for (const name of Object.keys(v)) if (!Object.hasOwn(fields, name)) wrong(`no field ${name}`, v);
      for (const [name, kind] of rows) kind.write(w, v[name]);
    },
    read: (r) => {
      const out: Record<string, unknown> = {};
      for (const [name, kind] of rows) out[name] = kind.read(r);
      return out;
    },
  };
};

export const bytes: Kind<Uint8Array> = {
  write: (w, v) => (v instanceof Uint8Array ? w.out.block(v) : wrong('bytes', v)),
  read: (r) => r.in.block().slice(),
};

const words = <T extends Int32Array | Uint32Array>(make: new (n: number) => T): Kind<T> => ({
  write: (w, v) => {
    if (!(v instanceof make)) wrong(make.name, v);
    w.out.block(new Uint8Array(v.buffer, v.byteOffset, v.byteLength));
  },
  read: (r) => {
    const b = r.in.block();
    if (b.length % 4 !== 0) r.in.fail('words are cut');
    const out = new make(b.length / 4);
    new Uint8Array(out.buffer).set(b);
    return out;
  },
});
export const signedWords = words(Int32Array);
export const unsignedWords = words(Uint32Array);
