/**
 * Which classes can be combined: the layout that instances have, and the base that gives it (Data model, 3.3.3.3
 * "Determining the appropriate metaclass", and CPython's best base).
 *
 * A class is solid where its instances have fields that its base's have not: a built-in class with a layout of its own,
 * or a class with `__slots__` members.
 */
import { ObjectType, typeOf } from '../objects/builtin-types.js';
import { typeError } from '../objects/exception-types.js';
import { PyType, type PyValue } from '../objects/object.js';

/** Exception classes whose instances have fields of their own. */
const SOLID_EXCEPTIONS = new Set([
  'BaseException',
  'BaseExceptionGroup',
  'SystemExit',
  'AttributeError',
  'ImportError',
  'NameError',
  'OSError',
  'StopIteration',
  'SyntaxError',
  'UnicodeDecodeError',
  'UnicodeEncodeError',
  'UnicodeTranslateError',
]);

function isSolid(cls: PyType): boolean {
  const base = cls.base;
  if (base === null) return true;
  if (cls.heap) return cls.slotCount > base.slotCount;
  return cls.layout !== base.layout || (cls.layout === 'exception' && SOLID_EXCEPTIONS.has(cls.name));
}

/** The nearest class, from `cls` up its line of bases, that brings fields. */
export function solidBase(cls: PyType): PyType {
  let c = cls;
  while (!isSolid(c)) c = c.base!;
  return c;
}

/** Two classes with the same root have interchangeable instances: slots of equal names over the same base count as equal. */
export function layoutRoot(cls: PyType): PyType | string {
  let solid = solidBase(cls);
  if (!solid.heap) return solid;
  const parts: string[] = [];
  while (solid.heap) {
    parts.push(slotNames(solid).join(','));
    solid = solidBase(solid.base!);
  }
  return `${solid.name}|${parts.join('|')}`;
}

function slotNames(cls: PyType): string[] {
  const out: string[] = [];
  for (const [i, k] of cls.dict.keys.entries()) {
    const v = cls.dict.vals[i];
    if (typeof k === 'string' && typeof v === 'object' && v !== null && typeOf(v).name === 'member_descriptor')
      out.push(k);
  }
  return out.sort();
}

/** The base whose layout a class with these bases has. */
export function bestBase(bases: readonly PyValue[]): PyType {
  let winner: PyType | null = null;
  let base: PyType | null = null;
  for (const b of bases) {
    if (!(b instanceof PyType)) throw typeError('bases must be types');
    if (b.final) throw typeError(`type '${b.name}' is not an acceptable base type`);
    const candidate = solidBase(b);
    if (winner === null) {
      winner = candidate;
      base = b;
    } else if (winner.isSubtypeOf(candidate)) continue;
    else if (candidate.isSubtypeOf(winner)) {
      winner = candidate;
      base = b;
    } else throw typeError('multiple bases have instance lay-out conflict');
  }
  return base ?? ObjectType;
}

/** The most derived metaclass of `meta` and the bases' classes. */
export function calculateMetaclass(meta: PyType, bases: readonly PyValue[]): PyType {
  let winner = meta;
  for (const b of bases) {
    const t = typeOf(b);
    if (winner.isSubtypeOf(t)) continue;
    if (t.isSubtypeOf(winner)) {
      winner = t;
      continue;
    }
    throw typeError(
      'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases',
    );
  }
  return winner;
}
