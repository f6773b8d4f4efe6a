/** `traceback` objects (Data model, 3.2.13.2 "Traceback objects"), and what library code asks of the innermost frame. */
import { ListType, newDict, TracebackType, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { PyTraceback } from '../objects/exception.js';
import { typeError, valueError } from '../objects/exception-types.js';
import { PyFrame } from '../objects/frame.js';
import { PyCell } from '../objects/function.js';
import type { PyValue } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';

/** Two bytes an instruction in CPython's counting. */
const UNIT = 2;

function checkNext(v: PyValue, or = ''): PyTraceback | null {
  if (v !== null && !(v instanceof PyTraceback))
    throw typeError(`expected traceback object${or}, got '${typeOf(v).name}'`);
  return v;
}

defineType(TracebackType, {
  new: [
    '($type, /, tb_next, tb_frame, tb_lasti, tb_lineno)',
    null,
    (vm: VM, _cls: PyValue, next: PyValue, frame: PyValue, lasti: PyValue, lineno: PyValue) => {
      const before = checkNext(next, ' or None');
      if (!(frame instanceof PyFrame)) {
        throw typeError(
          `traceback() argument 'tb_frame' must be frame, not ${frame === null ? 'None' : typeOf(frame).name}`,
        );
      }
      if (typeof lasti !== 'number' || typeof lineno !== 'number') {
        const bad = typeof lasti === 'number' ? lineno : lasti;
        throw typeError(`'${typeOf(bad).name}' object cannot be interpreted as an integer`);
      }
      vm.alloc(64);
      return new PyTraceback(TracebackType.root, before, frame, Math.floor(lasti / UNIT), lineno);
    },
  ],
  methods: {
    __dir__: ['($self, /)', null, () => new PyList(ListType.root, ['tb_frame', 'tb_next', 'tb_lasti', 'tb_lineno'])],
  },
  getset: {
    tb_frame: { get: (_vm, tb: PyTraceback) => tb.frame },
    tb_lasti: { get: (_vm, tb: PyTraceback) => tb.lasti * UNIT },
    tb_lineno: { get: (_vm, tb: PyTraceback) => tb.lineno },
    tb_next: {
      get: (_vm, tb: PyTraceback) => tb.next,
      set: (vm, tb: PyTraceback, v) => {
        const next = checkNext(v);
        for (let t = next; t !== null; t = t.next) {
          vm.charge(1);
          if (t === tb) throw valueError('traceback loop detected');
        }
        tb.next = next;
      },
      del: () => {
        throw typeError("can't delete tb_next attribute");
      },
    },
  },
});

// -- the innermost frame -------------------------------------------------------------------------------------------------

/** The nearest frame of the program itself (not of library code). */
export function visibleFrame(vm: VM): PyFrame | null {
  let f = vm.frame;
  while (f?.code.f.hidden) f = f.back;
  return f;
}

function innermost(tb: PyTraceback | null): PyFrame | null {
  if (tb === null) return null;
  let t = tb;
  while (t.next !== null) t = t.next;
  return t.frame;
}

/** A local variable of a frame by name, or undefined. */
export function frameLocal(f: PyFrame, name: string): PyValue | undefined {
  if (f.locals instanceof PyDict) return f.locals.getStr(name);
  const i = f.code.f.localsplus.indexOf(name);
  if (i < 0) return undefined;
  const v = f.stack[i] as PyValue | undefined;
  return v instanceof PyCell ? v.value : v;
}

/** All local variables of a function's frame that have a value, in order of their registers. */
export function frameLocals(vm: VM, f: PyFrame): PyDict {
  const d = newDict();
  const names = f.code.f.localsplus;
  vm.alloc(64 + names.length * 64);
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    if (name.startsWith('.')) continue;
    const v = f.stack[i] as PyValue | undefined;
    const value = v instanceof PyCell && isCellRegister(f, i) ? v.value : v;
    if (value !== undefined) d.setStr(name, value);
  }
  if (f.extraLocals !== null) d.copyFrom(vm, f.extraLocals);
  return d;
}

/** Whether the register holds a variable's cell: a cell variable or a free one. */
function isCellRegister(f: PyFrame, i: number): boolean {
  const code = f.code.f;
  const name = code.localsplus[i]!;
  return code.cellvars.includes(name) || i >= f.code.nregs - code.freevars.length;
}

defineIntrinsics({
  /** A traceback of the running frame alone. */
  frame_traceback: [
    '()',
    (vm: VM) => {
      const f = visibleFrame(vm);
      if (f === null) return null;
      vm.alloc(64);
      const lasti = f.pc - 1;
      return new PyTraceback(TracebackType.root, null, f, lasti, f.code.f.positions[lasti * 4] ?? f.code.f.firstlineno);
    },
  ],
  traceback_self_is: [
    '(tb, o, /)',
    (_vm: VM, tb: PyTraceback | null, o: PyValue) => {
      const f = innermost(tb);
      return f !== null && frameLocal(f, 'self') === o;
    },
  ],
  traceback_has_self: [
    '(tb, /)',
    (_vm: VM, tb: PyTraceback | null) => {
      const f = innermost(tb);
      return f !== null && frameLocal(f, 'self') !== undefined;
    },
  ],
  traceback_self: ['(tb, /)', (_vm: VM, tb: PyTraceback | null) => frameLocal(innermost(tb)!, 'self')!],
  /** Names that the innermost frame can see: locals, globals, builtins. */
  traceback_names: [
    '(tb, /)',
    (vm: VM, tb: PyTraceback | null) => {
      const f = innermost(tb)!;
      const own = f.locals instanceof PyDict ? f.locals : frameLocals(vm, f);
      const names: PyValue[] = [];
      for (const d of [own, f.globals, f.builtins]) {
        vm.alloc(d.size * 8);
        for (const k of d.keys) if (k !== undefined) names.push(k);
      }
      return new PyList(ListType.root, names);
    },
  ],
});
