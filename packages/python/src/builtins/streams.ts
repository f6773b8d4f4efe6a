/** print, input, open and breakpoint: the built-in functions with an effect, through the cell's powers. */
import { newDict, tuple, typeOf } from '../objects/builtin-types.js';
import type { MethodRow } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { EOFErrorType, RuntimeErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { PyStrObject, type PyValue, PyWideStr, type R } from '../objects/object.js';
import { fromJS, type Str, toJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { toStr } from '../protocols/special.js';
import { isTrueFast } from '../protocols/truth.js';
import { ByteStreamType, PyStream, systemCall, TextStreamType, writeStream } from '../types/text-stream.js';
import { textOf } from '../types/type-names.js';
import { sysValue } from './support.js';

function separator(name: string, v: PyValue | undefined, fallback: string): Str {
  if (v === undefined || v === null) return fallback;
  if (typeof v === 'string' || v instanceof PyWideStr) return v;
  if (v instanceof PyStrObject) return v.value;
  throw typeError(`${name} must be None or a string, not ${typeOf(v).name}`);
}

/** Straight to the console where the stream is the cell's own and no argument needs Python code. */
function print(vm: VM, args: PyValue[], sep?: PyValue, end?: PyValue, file?: PyValue, flush?: PyValue): R {
  const between = separator('sep', sep, ' ');
  const after = separator('end', end, '\n');
  let out = file ?? null;
  if (out === null) {
    const current = sysValue(vm, 'stdout');
    if (current === undefined) throw raise(RuntimeErrorType, 'lost sys.stdout');
    if (current === null) return null;
    out = current;
  }
  vm.charge(args.length + 1);
  if (
    out instanceof PyStream &&
    !out.binary &&
    typeOf(out) === TextStreamType &&
    !out.closed &&
    (flush === undefined || isTrueFast(vm, flush) !== undefined)
  ) {
    const text = joined(vm, args, between, after);
    if (text !== undefined) {
      if (text !== '') writeStream(vm, out, text);
      return null;
    }
  }
  return vm.lib('print_to', [out, tuple(args), between, after, flush ?? false]);
}

function joined(vm: VM, args: PyValue[], sep: Str, end: Str): Str | undefined {
  let narrow = '';
  const parts: Str[] = [];
  let wide = typeof sep !== 'string' || typeof end !== 'string';
  for (let i = 0; i < args.length; i++) {
    const s = toStr(vm, args[i]!);
    const text = s instanceof PyStrObject ? s.value : s;
    if (typeof text !== 'string' && !(text instanceof PyWideStr)) return undefined;
    if (i > 0) parts.push(sep);
    parts.push(text);
    if (typeof text !== 'string') wide = true;
    else vm.alloc(text.length * 2);
  }
  parts.push(end);
  if (wide) return fromJS(parts.map(toJS).join(''));
  for (const p of parts) narrow += p as string;
  return narrow;
}

function input(vm: VM, prompt: PyValue | undefined): R {
  const out = sysValue(vm, 'stdout');
  const source = sysValue(vm, 'stdin');
  const own =
    out instanceof PyStream &&
    out.standard === 'stdout' &&
    source instanceof PyStream &&
    source.standard === 'stdin' &&
    !source.closed;
  if (!own) return vm.lib('input_through', [prompt ?? null]);
  if (prompt !== undefined) {
    const s = toStr(vm, prompt);
    if (typeof s !== 'string' && !(s instanceof PyWideStr)) return vm.lib('input_through', [prompt]);
    writeStream(vm, out, s);
  }
  const line = vm.powers.console?.readline?.() ?? '';
  if (line === '') throw raise(EOFErrorType, 'EOF when reading a line');
  vm.alloc(line.length * 2);
  return fromJS(line.endsWith('\n') ? line.slice(0, -1) : line);
}

/** `open` (Library Reference): the mode is checked first, then the power is asked. */
function open(
  vm: VM,
  file: PyValue,
  mode?: PyValue,
  buffering?: PyValue,
  encoding?: PyValue,
  errors?: PyValue,
  newline?: PyValue,
  closefd?: PyValue,
  opener?: PyValue,
): R {
  const path = textOf(file);
  const how = mode === undefined ? 'r' : textOf(mode);
  if (how === undefined) throw typeError(`open() argument 'mode' must be str, not ${typeOf(mode!).name}`);
  const binary = checkMode(how);
  const named = (name: string, v: PyValue | undefined) => {
    if (v === undefined || v === null) return null;
    const s = textOf(v);
    if (s === undefined) throw typeError(`open() argument '${name}' must be str or None, not ${typeOf(v).name}`);
    if (binary) throw valueError(`binary mode doesn't take an ${name} argument`.replace('an newline', 'a newline'));
    return s;
  };
  const code = named('encoding', encoding);
  const handler = named('errors', errors);
  const ends = named('newline', newline);
  if (ends !== null && !['', '\n', '\r', '\r\n'].includes(ends)) throw valueError(`illegal newline value: ${ends}`);
  if (buffering === 0 && !binary) throw valueError("can't have unbuffered text I/O");
  if (path === undefined) {
    if (typeOf(file).lookup('__fspath__') !== undefined) {
      return vm.lib('open_path', [
        file,
        tuple([
          how,
          buffering ?? -1,
          encoding ?? null,
          errors ?? null,
          newline ?? null,
          closefd ?? true,
          opener ?? null,
        ]),
      ]);
    }
    if (typeof file === 'number') throw vm.refuse('open', String(file), 'file descriptors are not there in a cell');
    throw typeError(`expected str, bytes or os.PathLike object, not ${typeOf(file).name}`);
  }
  if (path.includes('\0')) throw valueError('embedded null byte');
  const files = vm.powers.files;
  if (files === undefined) throw vm.refuse('open', path, `this cell has no files: '${path}'`);
  vm.charge(100);
  vm.alloc(1024);
  const handle = systemCall(() => files.open(path, how));
  const cls = binary ? ByteStreamType : TextStreamType;
  return new PyStream(cls.root, null, handle, file, how, binary, normalEncoding(code), handler ?? 'strict', ends);
}

function normalEncoding(name: string | null): string {
  const low = (name ?? 'utf-8').toLowerCase().replace(/_/g, '-');
  if (low === 'utf8' || low === 'utf-8') return 'utf-8';
  if (low === 'latin1' || low === 'latin-1' || low === 'iso-8859-1') return 'latin-1';
  if (low === 'ascii' || low === 'us-ascii') return 'ascii';
  return name!;
}

/** Whether the mode is binary; a wrong one is a ValueError. */
function checkMode(mode: string): boolean {
  const count = (c: string) => mode.split(c).length - 1;
  for (const c of mode) if (!'rwaxbt+'.includes(c) || count(c) > 1) throw valueError(`invalid mode: '${mode}'`);
  const kinds = count('r') + count('w') + count('a') + count('x');
  if (count('b') > 0 && count('t') > 0) throw valueError("can't have text and binary mode at once");
  if (kinds > 1) throw valueError('must have exactly one of create/read/write/append mode');
  if (kinds === 0) throw valueError('Must have exactly one of create/read/write/append mode and at most one plus');
  return count('b') > 0;
}

export const streamFunctions: Record<string, MethodRow> = {
  breakpoint: [
    '($module, /, *args, **kws)',
    null,
    (vm: VM, args: PyValue[], kw: PyDict | undefined) => vm.lib('breakpoint_hook', [tuple(args), kw ?? newDict()]),
  ],
  input: ["($module, prompt='', /)", null, input],
  open: [
    "($module, /, file, mode='r', buffering=-1, encoding=None,\n     errors=None, newline=None, closefd=True, opener=None)",
    null,
    open,
  ],
  print: ["($module, /, *args, sep=' ', end='\\n', file=None, flush=False)", null, print],
};
