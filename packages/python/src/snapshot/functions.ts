/** Functions of Python code. Name and docstring mostly are those of the code, which need not be written again. */
import { PyCode } from '../objects/code.js';
import { PyDict } from '../objects/dict.js';
import { PyCell, type PyFunction } from '../objects/function.js';
import type { PyValue } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import { list, nullable, ref, text, value } from './kinds.js';
import type { HeapReader } from './reader.js';
import type { HeapWriter } from './writer.js';

enum Same {
  Name = 1,
  Qualname = 2,
  Doc = 4,
  /** Nothing but code, globals, builtins, module. */
  Plain = 8,
}

const code = ref(PyCode);
const dict = ref(PyDict);
const dictOrNull = nullable(dict);
const tupleOrNull = nullable(ref(PyTuple));
const closure = nullable(list(ref(PyCell)));

function isPlain(f: PyFunction): boolean {
  return (
    f.defaults === null &&
    f.kwdefaults === null &&
    f.closure === null &&
    f.annotations === null &&
    f.annotate === null &&
    f.typeParams === null &&
    f.dict === null
  );
}

export function writeFunction(w: HeapWriter, o: PyFunction): void {
  const { f } = o.code;
  const name = o.name === f.name ? Same.Name : 0;
  const qualname = o.qualname === f.qualname ? Same.Qualname : 0;
  const doc = typeof o.doc === 'string' && o.doc === f.consts[0] ? Same.Doc : 0;
  const plain = isPlain(o) ? Same.Plain : 0;
  w.out.byte(name | qualname | doc | plain);
  code.write(w, o.code);
  dict.write(w, o.globals);
  dict.write(w, o.builtins);
  value.write(w, o.module);
  if (name === 0) w.text(o.name);
  if (qualname === 0) w.text(o.qualname);
  if (doc === 0) w.value(o.doc);
  if (plain !== 0) return;
  tupleOrNull.write(w, o.defaults);
  dictOrNull.write(w, o.kwdefaults);
  closure.write(w, o.closure);
  w.value(o.annotations);
  w.value(o.annotate);
  tupleOrNull.write(w, o.typeParams);
  dictOrNull.write(w, o.dict);
}

type Open<T> = { -readonly [K in keyof T]: T[K] };

export function readFunction(r: HeapReader, o: Open<PyFunction>): void {
  const same = r.in.byte();
  o.code = code.read(r);
  o.globals = dict.read(r);
  o.builtins = dict.read(r);
  o.module = value.read(r);
  if ((same & Same.Name) === 0) o.name = text.read(r);
  if ((same & Same.Qualname) === 0) o.qualname = text.read(r);
  if ((same & Same.Doc) === 0) o.doc = value.read(r);
  if ((same & Same.Plain) === 0) {
    o.defaults = tupleOrNull.read(r);
    o.kwdefaults = dictOrNull.read(r);
    o.closure = closure.read(r);
    o.annotations = value.read(r);
    o.annotate = value.read(r);
    o.typeParams = tupleOrNull.read(r);
    o.dict = dictOrNull.read(r);
  }
  // The code itself may not have been read yet.
  if ((same & (Same.Name | Same.Qualname | Same.Doc)) !== 0) r.plainKeys.push(() => fromCode(r, o, same));
}

function fromCode(r: HeapReader, o: Open<PyFunction>, same: number): void {
  const { f } = o.code;
  if ((same & Same.Name) !== 0) o.name = f.name;
  if ((same & Same.Qualname) !== 0) o.qualname = f.qualname;
  if ((same & Same.Doc) === 0) return;
  const doc: PyValue | undefined = f.consts[0];
  if (typeof doc !== 'string') r.in.fail('a function has a wrong docstring');
  o.doc = doc!;
}
