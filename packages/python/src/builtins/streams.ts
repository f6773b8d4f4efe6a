/** print, input, open and breakpoint: the built-in functions with an effect, through the cell's powers. */
import { newDict, tuple, typeOf } from '../objects/builtin-types.js';
import type { MethodRow } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { EOFErrorType, RuntimeErrorType, raise, typeError } from '../objects/exception-types.js';
import { PyStrObject, type PyValue, PyWideStr, type R } from '../objects/object.js';
import { fromJS, type Str, toJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { toStr } from '../protocols/special.js';
import { isTrueFast } from '../protocols/truth.js';
import { PyStream, TextStreamType, writeStream } from '../types/text-stream.js';
import { builtin, sysValue } from './support.js';

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
    out.standard !== null &&
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
  if (vm.auditing) {
    const r = vm.announce('builtins.input', [prompt ?? null], builtin('input'), prompt === undefined ? [] : [prompt]);
    if (r !== undefined) return r;
  }
  const out = sysValue(vm, 'stdout');
  const source = sysValue(vm, 'stdin');
  const own =
    out instanceof PyStream &&
    out.standard === 'stdout' &&
    source instanceof PyStream &&
    source.standard === 'stdin' &&
    !source.closed &&
    source.rest === '';
  if (!own) return vm.lib('input_through', [prompt ?? null]);
  if (prompt !== undefined) {
    const s = toStr(vm, prompt);
    if (typeof s !== 'string' && !(s instanceof PyWideStr)) return vm.lib('input_through', [prompt]);
    writeStream(vm, out, s);
  }
  if (vm.powers.console?.readline === undefined && vm.powers.system !== undefined) return vm.lib('input_line', []);
  const line = vm.powers.console?.readline?.() ?? '';
  if (line === '') throw raise(EOFErrorType, 'EOF when reading a line');
  vm.alloc(line.length * 2);
  return fromJS(line.endsWith('\n') ? line.slice(0, -1) : line);
}

/** `open`: the one of `_io`, which is written in Python. */
function open(vm: VM, file: PyValue, ...rest: (PyValue | undefined)[]): R {
  const args = OPEN_DEFAULTS.map((fallback, i) => (rest[i] === undefined ? fallback : rest[i]));
  return vm.lib('open_stream', [file, ...args]);
}

const OPEN_DEFAULTS: readonly PyValue[] = ['r', -1, null, null, null, true, null];

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
