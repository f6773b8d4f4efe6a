// Snapshots by a writer that lies: what it writes is well formed, but some values, references and numbers are others.

import { snapshot } from '../../packages/python/src/index.ts';
import { PyFloat, PyObject } from '../../packages/python/src/objects/object.ts';
import { ByteWriter } from '../../packages/python/src/snapshot/bytes.ts';
import { HeapWriter } from '../../packages/python/src/snapshot/writer.ts';

/** Of the snapshot under way: how often it lies, by chance; null: it does not. */
let lies = null;

const VALUES = [
  null,
  true,
  false,
  0,
  1,
  -1,
  7,
  2 ** 31,
  2 ** 53 - 1,
  -(2 ** 53 - 1),
  10n ** 30n,
  '',
  'x',
  '__class__',
  'a\u20ac',
];
const NUMBERS = [0, 1, -1, 2, 3, 8, 63, 64, 255, 1000, 2 ** 16, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1, -(2 ** 31)];
const DOUBLES = [0, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e308, 5e-324, -1.5];

const pick = (list) => list[lies.die(list.length)];
const now = (rate) => lies !== null && lies.die(rate) === 0;

function replace(cls, name, change) {
  const original = cls.prototype[name];
  cls.prototype[name] = function (first, ...rest) {
    return original.call(this, lies === null ? first : change(this, first), ...rest);
  };
}

replace(HeapWriter, 'maybe', (w, v) => {
  if (!now(lies.rate)) return v;
  lies.told++;
  switch (lies.die(5)) {
    case 0:
      return pick(VALUES);
    case 1:
      return new PyFloat(pick(DOUBLES));
    default: {
      // Another object, of the same class rather than of any.
      const node = w.nodes.length === 0 ? null : pick(w.nodes);
      for (let k = 0; k < 20 && lies.die(4) > 0; k++) {
        const other = pick(w.nodes);
        if (other?.constructor === v?.constructor) return other;
      }
      return node instanceof PyObject ? node : v;
    }
  }
});
replace(HeapWriter, 'object', (w, o) => {
  if (!now(lies.rate)) return o;
  for (let k = 0; k < 40; k++) {
    const other = w.nodes.length === 0 ? o : pick(w.nodes);
    if (other.constructor === o.constructor && other !== o) {
      lies.told++;
      return other;
    }
  }
  return o;
});
replace(HeapWriter, 'text', (w, s) => {
  if (!now(lies.rate)) return s;
  lies.told++;
  return lies.die(2) === 0 ? pick(['', 'x', '__init__', s + s]) : pick(w.strings.all);
});
replace(ByteWriter, 'signed', (_w, n) => {
  if (!now(lies.rate)) return n;
  lies.told++;
  return lies.die(2) === 0 ? n + pick([1, -1, 2, 10]) : pick(NUMBERS);
});
replace(ByteWriter, 'unsigned', (_w, n) => {
  // Counts go by this, too: mostly the snapshot is refused.
  if (!now(lies.rate * 12)) return n;
  lies.told++;
  return Math.abs(lies.die(2) === 0 ? n + 1 : pick(NUMBERS));
});
replace(ByteWriter, 'byte', (_w, b) => {
  if (b > 1 || !now(lies.rate * 6)) return b;
  lies.told++;
  return 1 - b;
});
replace(ByteWriter, 'double', (_w, n) => (now(lies.rate) ? pick(DOUBLES) : n));

/** A snapshot with a few lies in it; null: it could not be written. */
export function lyingSnapshot(machine, die, size) {
  // About one to four of them.
  lies = { die, rate: Math.max(4, Math.floor(size / (2 * (1 + die(4))))), told: 0 };
  try {
    return snapshot(machine);
  } catch {
    // An array that grew with the lie, a kind that would not have it.
    return null;
  } finally {
    lies = null;
  }
}
