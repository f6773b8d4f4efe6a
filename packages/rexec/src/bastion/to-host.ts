/**
 * Python values to host values, by plain rules: None -> null, bool, int -> number or bigint, float -> number,
 * str -> string, list/tuple -> array, dict -> Map. Anything else becomes a `PythonObject` that carries its type's name.
 * No code of the program runs here; depth and size are bounded (law 10).
 */
import { PyDict, PyFloat, PyList, PyTuple, type PyValue, PyWideStr, typeOf } from '@rexec/python';

/** A Python object that has no plain counterpart. */
export class PythonObject {
  constructor(readonly type: string) {}
}

export type HostValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | HostValue[]
  | Map<HostValue, HostValue>
  | PythonObject;

const MAX_DEPTH = 100;
const MAX_ITEMS = 1_000_000;

export function toHost(value: PyValue): HostValue {
  let left = MAX_ITEMS;
  const convert = (v: PyValue, depth: number): HostValue => {
    if (--left < 0) return new PythonObject('...');
    switch (typeof v) {
      case 'boolean':
      case 'number':
      case 'bigint':
      case 'string':
        return v;
    }
    if (v === null) return null;
    if (v instanceof PyFloat) return v.v;
    if (v instanceof PyWideStr) return wideToString(v);
    if (depth < MAX_DEPTH) {
      if ((v instanceof PyList || v instanceof PyTuple) && !typeOf(v).heap)
        return v.items.map((x) => convert(x, depth + 1));
      if (v instanceof PyDict && !typeOf(v).heap) {
        const out = new Map<HostValue, HostValue>();
        v.keys.forEach((k, i) => {
          if (k !== undefined) out.set(convert(k, depth + 1), convert(v.vals[i]!, depth + 1));
        });
        return out;
      }
    }
    return new PythonObject(typeOf(v).name);
  };
  return convert(value, 0);
}

function wideToString(v: PyWideStr): string {
  let s = '';
  for (let i = 0; i < v.cps.length; i += 4096) s += String.fromCodePoint(...v.cps.subarray(i, i + 4096));
  return s;
}
