/**
 * The dispatch loop. It holds the fast paths only: what is rare is called, so that V8 keeps the loop optimized.
 *
 * `run` executes from `m.frame` until the lowest frame (Ret.Exit) returns, the machine pauses, or an exception leaves the
 * lowest frame. Python calls switch `frame`; they never recurse in JavaScript (law 3). In each case that can raise,
 * `frame.pc` is stored first: the unwinder and tracebacks read it. `frame.pc` is the index after the running instruction.
 */

import { Op } from '../compiler/opcodes.js';
import { ListType, NotImplemented, TupleType, typeOf } from '../objects/builtin-types.js';
import type { PyCode } from '../objects/code.js';
import { type PyFrame, Ret } from '../objects/frame.js';
import { PyBuiltin, type PyCell, PyFunction, PyMethod, PyMethodDescr, type PyProperty } from '../objects/function.js';
import {
  addSlot,
  DELEGATE,
  PyFloat,
  PyInstance,
  type PyObject,
  PyType,
  type PyValue,
  type R,
} from '../objects/object.js';
import { PyList, PyRangeIter, PySeqIter, PyTuple } from '../objects/sequence.js';
import { unwrapSelf } from '../protocols/call.js';
import { nextStep } from '../protocols/iterate.js';
import { EQ, GE, GT, LE, LT, NE, unaryOperation } from '../protocols/operators.js';
import { contains, deleteItem, getItem, setItem } from '../protocols/special.js';
import { isTrue } from '../protocols/truth.js';
import { loadAttr, loadMethod, storeAttr } from './attribute-ops.js';
import { type AttrCache, AttrKind, type GlobalCache } from './caches.js';
import { callValue, ENTER, makeFrame, perform } from './calls.js';
import type { Machine } from './machine.js';
import { loadGlobal, unboundCell, unboundLocal } from './name-ops.js';
import { binary, comparison } from './operator-ops.js';
import { type Rare, rareOp } from './rare-ops.js';
import { betweenSlices } from './threads.js';
import { handle, keepCollecting, returnFrom, yieldFrom } from './unwind.js';

const MAX = Number.MAX_SAFE_INTEGER;

/** Runs until the lowest frame is left or the machine pauses; the result of the lowest frame is in `m.result`. */
export function run(m: Machine): void {
  let frame: PyFrame = m.frame!;
  outer: for (;;) {
    m.frame = frame;
    const code: PyCode = frame.code;
    const instrs = m.debug === null ? code.f.instrs : m.debug.instrsOf(frame);
    const caches = (code.caches ??= new Array(instrs.length));
    const stack = frame.stack;
    let pc = frame.pc;
    let sp = frame.sp;
    let r: R;
    try {
      if (m.pendingRaise !== null) {
        const exc = m.pendingRaise;
        m.pendingRaise = null;
        const next = handle(m, frame, exc, false);
        if (next === null) return;
        frame = next;
        continue;
      }
      for (;;) {
        const w = instrs[pc++]!;
        switch (w & 255) {
          case Op.NOP:
            continue;
          case Op.RESUME:
            if ((m.fuel -= w >>> 8) < 0) {
              frame.pc = pc;
              frame.sp = sp;
              m.outOfSlice();
              const next = betweenSlices(m, frame);
              if (next === null) return;
              if (next !== frame) {
                frame = next;
                continue outer;
              }
            }
            continue;
          case Op.POP_TOP:
            sp--;
            continue;
          case Op.PUSH_NULL:
            stack[sp++] = undefined as unknown as PyValue;
            continue;
          case Op.COPY:
            stack[sp] = stack[sp - (w >>> 8)]!;
            sp++;
            continue;
          case Op.SWAP: {
            const i = sp - (w >>> 8);
            const t = stack[sp - 1]!;
            stack[sp - 1] = stack[i]!;
            stack[i] = t;
            continue;
          }
          case Op.LOAD_CONST:
            stack[sp++] = code.f.consts[w >>> 8]!;
            continue;
          case Op.LOAD_SMALL_INT:
            stack[sp++] = w >> 8;
            continue;
          case Op.LOAD_FAST:
            stack[sp++] = stack[w >>> 8]!;
            continue;
          case Op.LOAD_FAST_CHECK: {
            const v = stack[w >>> 8];
            if (v === undefined) {
              frame.pc = pc;
              throw unboundLocal(code, w >>> 8);
            }
            stack[sp++] = v;
            continue;
          }
          case Op.STORE_FAST:
            stack[w >>> 8] = stack[--sp]!;
            continue;
          case Op.LOAD_DEREF: {
            const v = (stack[w >>> 8] as PyCell).value;
            if (v === undefined) {
              frame.pc = pc;
              throw unboundCell(code, w >>> 8);
            }
            stack[sp++] = v;
            continue;
          }
          case Op.STORE_DEREF:
            (stack[w >>> 8] as PyCell).value = stack[--sp]!;
            continue;
          case Op.LOAD_GLOBAL: {
            const c = caches[pc - 1] as GlobalCache | undefined;
            if (
              c !== undefined &&
              c.globals === frame.globals &&
              c.globalsVersion === c.globals.version &&
              c.builtinsVersion === c.builtins!.version
            ) {
              stack[sp++] = c.dict!.vals[c.index]!;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = loadGlobal(m, frame, code.f.names[w >>> 8]!, pc - 1);
            break;
          }
          case Op.STORE_GLOBAL:
            frame.pc = pc;
            m.alloc(16);
            frame.globals.setStr(code.f.names[w >>> 8]!, stack[--sp]!);
            continue;

          case Op.LOAD_ATTR: {
            const o = stack[sp - 1]!;
            frame.pc = pc;
            const c = caches[pc - 1] as AttrCache | undefined;
            // Instances apart: the loads of a site that sees one JavaScript class are fast.
            if (c !== undefined && o instanceof PyInstance) {
              const shape = o.shape;
              if (c.shape === shape && c.version === shape.cls.version) {
                if (c.kind === AttrKind.Slot) {
                  stack[sp - 1] = o.slots![c.index]!;
                  continue;
                }
                if (c.kind === AttrKind.Value) {
                  stack[sp - 1] = c.value;
                  continue;
                }
                if (c.kind === AttrKind.Property) {
                  const getter = (c.value as PyProperty).fget;
                  if (getter instanceof PyFunction && getter.code.simple && getter.code.f.argcount === 1) {
                    // What the call costs where the cache does not know it yet.
                    m.fuel--;
                    const st: PyValue[] = new Array(getter.code.framesize);
                    st[0] = o;
                    const next = makeFrame(m, getter, getter.code, st);
                    next.back = frame;
                    next.base = m.handled;
                    frame.sp = sp - 1;
                    frame = next;
                    continue outer;
                  }
                  if (getter instanceof PyFunction && getter.code.half !== null) {
                    m.fuel--;
                    const value = getter.code.half(m, getter, [o], null);
                    if (value !== undefined && value !== DELEGATE) {
                      stack[sp - 1] = value as PyValue;
                      continue;
                    }
                  }
                }
              }
            } else if (c !== undefined && c.kind === AttrKind.ClassValue) {
              if (c.cls === o && c.version === c.cls.version) {
                stack[sp - 1] = c.value;
                continue;
              }
            } else if (c !== undefined && typeof o === 'object' && o !== null) {
              const shape = o.shape;
              if (c.shape === shape && c.version === shape.cls.version) {
                if (c.kind === AttrKind.Slot) {
                  stack[sp - 1] = (o as PyObject).slots![c.index]!;
                  continue;
                }
                if (c.kind === AttrKind.Value) {
                  stack[sp - 1] = c.value;
                  continue;
                }
              }
            }
            sp--;
            frame.sp = sp;
            r = loadAttr(m, frame, o, code.f.names[w >>> 8]!, pc - 1);
            break;
          }
          case Op.LOAD_METHOD: {
            const o = stack[sp - 1]!;
            frame.pc = pc;
            const c = caches[pc - 1] as AttrCache | undefined;
            if (c !== undefined && c.kind === AttrKind.ClassValue) {
              if (c.cls === o && c.version === c.cls.version) {
                stack[sp - 1] = c.value;
                stack[sp++] = undefined as unknown as PyValue;
                continue;
              }
            } else if (c !== undefined && c.kind === AttrKind.Method) {
              if (o instanceof PyInstance) {
                if (c.shape === o.shape && c.version === o.shape.cls.version) {
                  stack[sp - 1] = c.value;
                  stack[sp++] = o;
                  continue;
                }
              } else if (typeof o === 'object' && o !== null) {
                if (c.shape === o.shape && c.version === o.shape.cls.version) {
                  stack[sp - 1] = c.value;
                  stack[sp++] = o;
                  continue;
                }
              } else if (c.shape === null && c.cls === typeOf(o)) {
                stack[sp - 1] = c.value;
                stack[sp++] = o;
                continue;
              }
            }
            frame.sp = --sp;
            r = loadMethod(m, frame, o, code.f.names[w >>> 8]!, pc - 1);
            if (r === DELEGATE) {
              // The bound value is pushed by the frame's return; "no self" must come above it.
              frame.sp = sp;
              const next = perform(m, frame, Ret.PushNull);
              if (next === null) return;
              frame = next;
              continue outer;
            }
            sp = frame.sp;
            continue;
          }
          case Op.STORE_ATTR: {
            const o = stack[sp - 1]!;
            const v = stack[sp - 2]!;
            sp -= 2;
            frame.pc = pc;
            const c = caches[pc - 1] as AttrCache | undefined;
            if (c !== undefined && o instanceof PyInstance) {
              if (c.shape === o.shape && c.version === o.shape.cls.version) {
                if (c.kind === AttrKind.Slot) {
                  o.slots![c.index] = v;
                  continue;
                }
                if (c.kind === AttrKind.Add) {
                  m.alloc(48);
                  addSlot(o, c.index, v);
                  o.shape = c.nextShape!;
                  continue;
                }
              }
            } else if (
              c !== undefined &&
              typeof o === 'object' &&
              o !== null &&
              c.shape === o.shape &&
              c.version === o.shape.cls.version
            ) {
              if (c.kind === AttrKind.Slot) {
                (o as PyObject).slots![c.index] = v;
                continue;
              }
              if (c.kind === AttrKind.Add) {
                m.alloc(48);
                addSlot(o as PyObject, c.index, v);
                (o as PyObject).shape = c.nextShape!;
                continue;
              }
            }
            frame.sp = sp;
            r = storeAttr(m, frame, o, code.f.names[w >>> 8]!, v, pc - 1);
            if (r !== DELEGATE) continue;
            const next = perform(m, frame, Ret.Discard);
            if (next === null) return;
            frame = next;
            continue outer;
          }

          case Op.BINARY_SUBSCR: {
            const k = stack[sp - 1]!;
            const o = stack[sp - 2]!;
            sp -= 2;
            if (typeof k === 'number') {
              if (
                o instanceof PyList ? o.shape === ListType.root : o instanceof PyTuple && o.shape === TupleType.root
              ) {
                const items = (o as PyList).items;
                const v = items[k < 0 ? k + items.length : k];
                if (v !== undefined) {
                  stack[sp++] = v;
                  continue;
                }
              } else if (typeof o === 'string') {
                const v = o[k < 0 ? k + o.length : k];
                if (v !== undefined) {
                  stack[sp++] = v;
                  continue;
                }
              }
            }
            frame.pc = pc;
            frame.sp = sp;
            r = getItem(m, o, k);
            break;
          }
          case Op.STORE_SUBSCR: {
            const k = stack[sp - 1]!;
            const o = stack[sp - 2]!;
            const v = stack[sp - 3]!;
            sp -= 3;
            if (
              typeof k === 'number' &&
              o instanceof PyList &&
              o.shape === ListType.root &&
              k >= 0 &&
              k < o.items.length
            ) {
              o.items[k] = v;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = setItem(m, o, k, v);
            if (r !== DELEGATE) continue;
            const next = perform(m, frame, Ret.Discard);
            if (next === null) return;
            frame = next;
            continue outer;
          }
          case Op.DELETE_SUBSCR: {
            const k = stack[sp - 1]!;
            const o = stack[sp - 2]!;
            sp -= 2;
            frame.pc = pc;
            frame.sp = sp;
            r = deleteItem(m, o, k);
            if (r !== DELEGATE) continue;
            const next = perform(m, frame, Ret.Discard);
            if (next === null) return;
            frame = next;
            continue outer;
          }

          case Op.BINARY_ADD: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (typeof a === 'number') {
              if (typeof b === 'number') {
                const s = a + b;
                if (s <= MAX && s >= -MAX) {
                  stack[sp++] = s;
                  continue;
                }
              } else if (b instanceof PyFloat) {
                stack[sp++] = new PyFloat(a + b.v);
                continue;
              }
            } else if (a instanceof PyFloat) {
              if (b instanceof PyFloat) {
                stack[sp++] = new PyFloat(a.v + b.v);
                continue;
              }
              if (typeof b === 'number') {
                stack[sp++] = new PyFloat(a.v + b);
                continue;
              }
            } else if (typeof a === 'string' && typeof b === 'string') {
              frame.pc = pc;
              m.alloc(b.length + 32);
              if (a.length + b.length < 0x1fffffe8) {
                stack[sp++] = a + b;
                continue;
              }
            }
            frame.pc = pc;
            frame.sp = sp;
            r = binary(m, 0, a, b, w >>> 8 !== 0);
            break;
          }
          case Op.BINARY_SUBTRACT: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (typeof a === 'number') {
              if (typeof b === 'number') {
                const s = a - b;
                if (s <= MAX && s >= -MAX) {
                  stack[sp++] = s;
                  continue;
                }
              } else if (b instanceof PyFloat) {
                stack[sp++] = new PyFloat(a - b.v);
                continue;
              }
            } else if (a instanceof PyFloat) {
              if (b instanceof PyFloat) {
                stack[sp++] = new PyFloat(a.v - b.v);
                continue;
              }
              if (typeof b === 'number') {
                stack[sp++] = new PyFloat(a.v - b);
                continue;
              }
            }
            frame.pc = pc;
            frame.sp = sp;
            r = binary(m, 1, a, b, w >>> 8 !== 0);
            break;
          }
          case Op.BINARY_MULTIPLY: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (typeof a === 'number') {
              if (typeof b === 'number') {
                const s = a * b;
                if (s <= MAX && s >= -MAX) {
                  stack[sp++] = s + 0;
                  continue;
                }
              } else if (b instanceof PyFloat) {
                stack[sp++] = new PyFloat(a * b.v);
                continue;
              }
            } else if (a instanceof PyFloat) {
              if (b instanceof PyFloat) {
                stack[sp++] = new PyFloat(a.v * b.v);
                continue;
              }
              if (typeof b === 'number') {
                stack[sp++] = new PyFloat(a.v * b);
                continue;
              }
            }
            frame.pc = pc;
            frame.sp = sp;
            r = binary(m, 2, a, b, w >>> 8 !== 0);
            break;
          }
          case Op.BINARY_TRUE_DIVIDE: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            const y = typeof b === 'number' ? b : b instanceof PyFloat ? b.v : 0;
            if (y !== 0) {
              if (typeof a === 'number') {
                stack[sp++] = new PyFloat(a / y);
                continue;
              }
              if (a instanceof PyFloat) {
                stack[sp++] = new PyFloat(a.v / y);
                continue;
              }
            }
            frame.pc = pc;
            frame.sp = sp;
            r = binary(m, 3, a, b, w >>> 8 !== 0);
            break;
          }
          case Op.BINARY_FLOOR_DIVIDE: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
              const rem = a % b;
              const q = (a - rem) / b;
              stack[sp++] = (rem !== 0 && rem < 0 !== b < 0 ? q - 1 : q) + 0;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = binary(m, 4, a, b, w >>> 8 !== 0);
            break;
          }
          case Op.BINARY_REMAINDER: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
              const rem = a % b;
              stack[sp++] = (rem !== 0 && rem < 0 !== b < 0 ? rem + b : rem) + 0;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = binary(m, 5, a, b, w >>> 8 !== 0);
            break;
          }
          case Op.BINARY_POWER:
          case Op.BINARY_LSHIFT:
          case Op.BINARY_MATRIX_MULTIPLY: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            frame.pc = pc;
            frame.sp = sp;
            r = binary(m, (w & 255) - Op.BINARY_ADD, a, b, w >>> 8 !== 0);
            break;
          }
          case Op.BINARY_RSHIFT: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (typeof a === 'number' && typeof b === 'number' && b >= 0 && b < 32 && (a | 0) === a) {
              stack[sp++] = a >> b;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = binary(m, 8, a, b, w >>> 8 !== 0);
            break;
          }
          case Op.BINARY_AND: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) {
              stack[sp++] = a & b;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = binary(m, 9, a, b, w >>> 8 !== 0);
            break;
          }
          case Op.BINARY_OR: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) {
              stack[sp++] = a | b;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = binary(m, 10, a, b, w >>> 8 !== 0);
            break;
          }
          case Op.BINARY_XOR: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) {
              stack[sp++] = a ^ b;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = binary(m, 11, a, b, w >>> 8 !== 0);
            break;
          }

          case Op.COMPARE_LT: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (typeof a === 'number' && typeof b === 'number') {
              stack[sp++] = a < b;
              continue;
            }
            if (a instanceof PyFloat && b instanceof PyFloat) {
              stack[sp++] = a.v < b.v;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = comparison(m, LT, a, b);
            break;
          }
          case Op.COMPARE_LE: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (typeof a === 'number' && typeof b === 'number') {
              stack[sp++] = a <= b;
              continue;
            }
            if (a instanceof PyFloat && b instanceof PyFloat) {
              stack[sp++] = a.v <= b.v;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = comparison(m, LE, a, b);
            break;
          }
          case Op.COMPARE_EQ: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (
              (typeof a === 'number' && typeof b === 'number') ||
              (typeof a === 'string' && a.length <= 64 && typeof b === 'string')
            ) {
              stack[sp++] = a === b;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = comparison(m, EQ, a, b);
            break;
          }
          case Op.COMPARE_NE: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (
              (typeof a === 'number' && typeof b === 'number') ||
              (typeof a === 'string' && a.length <= 64 && typeof b === 'string')
            ) {
              stack[sp++] = a !== b;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = comparison(m, NE, a, b);
            break;
          }
          case Op.COMPARE_GT: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (typeof a === 'number' && typeof b === 'number') {
              stack[sp++] = a > b;
              continue;
            }
            if (a instanceof PyFloat && b instanceof PyFloat) {
              stack[sp++] = a.v > b.v;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = comparison(m, GT, a, b);
            break;
          }
          case Op.COMPARE_GE: {
            const b = stack[sp - 1]!;
            const a = stack[sp - 2]!;
            sp -= 2;
            if (typeof a === 'number' && typeof b === 'number') {
              stack[sp++] = a >= b;
              continue;
            }
            if (a instanceof PyFloat && b instanceof PyFloat) {
              stack[sp++] = a.v >= b.v;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = comparison(m, GE, a, b);
            break;
          }
          case Op.IS_OP: {
            const b = stack[--sp]!;
            stack[sp - 1] = (stack[sp - 1] === b) === (w >>> 8 === 0);
            continue;
          }
          case Op.CONTAINS_OP: {
            const c = stack[sp - 1]!;
            const x = stack[sp - 2]!;
            sp -= 2;
            frame.pc = pc;
            frame.sp = sp;
            r = contains(m, c, x);
            if (w >>> 8 === 0) break;
            if (r === DELEGATE) {
              r = m.lib('not_of_call', [m.pendingFn, m.pendingArgsAsTuple()]);
              break;
            }
            stack[sp++] = !r;
            continue;
          }
          case Op.UNARY_NEGATIVE: {
            const a = stack[--sp]!;
            if (typeof a === 'number') {
              stack[sp++] = 0 - a;
              continue;
            }
            if (a instanceof PyFloat) {
              stack[sp++] = new PyFloat(-a.v);
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = unaryOperation(m, '__neg__', a);
            break;
          }
          case Op.UNARY_NOT: {
            const a = stack[--sp]!;
            if (typeof a === 'boolean') {
              stack[sp++] = !a;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = isTrue(m, a);
            if (r === DELEGATE) {
              const next = perform(m, frame, Ret.Again);
              if (next === null) return;
              frame = next;
              continue outer;
            }
            stack[sp++] = !r;
            continue;
          }
          case Op.TO_BOOL: {
            const a = stack[--sp]!;
            if (typeof a === 'boolean') {
              stack[sp++] = a;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = isTrue(m, a);
            break;
          }

          case Op.JUMP:
            pc = w >>> 8;
            continue;
          case Op.JUMP_BACKWARD: {
            const target = w >>> 8;
            if ((m.fuel -= pc - target) < 0) {
              frame.pc = pc;
              frame.sp = sp;
              m.outOfSlice();
              frame.pc = target;
              const next = betweenSlices(m, frame);
              if (next === null) return;
              if (next !== frame) {
                frame = next;
                continue outer;
              }
            }
            pc = target;
            continue;
          }
          case Op.POP_JUMP_IF_FALSE: {
            const a = stack[--sp]!;
            if (a === true) continue;
            if (a === false || a === null) {
              pc = w >>> 8;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = isTrue(m, a);
            if (r === DELEGATE) {
              const next = perform(m, frame, Ret.Again);
              if (next === null) return;
              frame = next;
              continue outer;
            }
            if (r === false) pc = w >>> 8;
            continue;
          }
          case Op.POP_JUMP_IF_TRUE: {
            const a = stack[--sp]!;
            if (a === false || a === null) continue;
            if (a === true) {
              pc = w >>> 8;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            r = isTrue(m, a);
            if (r === DELEGATE) {
              const next = perform(m, frame, Ret.Again);
              if (next === null) return;
              frame = next;
              continue outer;
            }
            if (r === true) pc = w >>> 8;
            continue;
          }
          case Op.POP_JUMP_IF_NONE:
            if (stack[--sp] === null) pc = w >>> 8;
            continue;
          case Op.POP_JUMP_IF_NOT_NONE:
            if (stack[--sp] !== null) pc = w >>> 8;
            continue;

          case Op.FOR_ITER: {
            const it = stack[sp - 1]!;
            if (it instanceof PyRangeIter) {
              if (it.left > 0) {
                const v = it.next;
                it.next = v + it.step;
                it.left--;
                stack[sp++] = v;
                continue;
              }
              sp--;
              pc = w >>> 8;
              continue;
            }
            if (it instanceof PySeqIter) {
              const seq = it.seq;
              if (seq !== null) {
                const v = seq.items[it.index];
                if (v !== undefined) {
                  it.index++;
                  stack[sp++] = v;
                  continue;
                }
                it.seq = null;
              }
              sp--;
              pc = w >>> 8;
              continue;
            }
            frame.pc = pc;
            frame.sp = sp;
            const v = nextStep(m, it);
            if (v === undefined) {
              sp--;
              pc = w >>> 8;
              continue;
            }
            if (v === DELEGATE) {
              const next = perform(m, frame, Ret.ForIter);
              if (next === null) return;
              frame = next;
              continue outer;
            }
            stack[sp++] = v as PyValue;
            continue;
          }
          case Op.YIELD_VALUE:
            frame.pc = pc;
            frame.sp = sp - 1;
            {
              let v: PyValue = stack[sp - 1]!;
              if (frame.ret === Ret.Collect) {
                if (keepCollecting(m, frame, v)) {
                  stack[sp - 1] = null;
                  continue;
                }
                v = frame.instance;
                frame.instance = null;
              }
              const next = yieldFrom(m, frame, v);
              if (next === null) return;
              frame = next;
            }
            continue outer;
          case Op.RETURN_VALUE: {
            const v = stack[sp - 1]!;
            const back = frame.back;
            frame.pc = pc;
            if (
              (frame.ret === Ret.Push ||
                ((frame.ret === Ret.Binary || frame.ret === Ret.Compare) && v !== NotImplemented)) &&
              back !== null
            ) {
              m.depth--;
              frame.leave();
              back.stack[back.sp++] = v;
              frame = back;
              continue outer;
            }
            if (frame.ret === Ret.Init && v === null && back !== null && frame.initRet === Ret.Push) {
              m.depth--;
              frame.leave();
              back.stack[back.sp++] = frame.instance;
              frame = back;
              continue outer;
            }
            frame.sp = sp - 1;
            const next = returnFrom(m, frame, v);
            if (next === null) return;
            frame = next;
            continue outer;
          }

          case Op.CALL: {
            const n = w >>> 8;
            const base = sp - n;
            let f: PyValue = stack[base - 2]!;
            let self = stack[base - 1] as PyValue | undefined;
            frame.pc = pc;
            if (f instanceof PyMethod && self === undefined) {
              self = f.self;
              f = f.func;
            }
            if (f instanceof PyFunction) {
              const callee = f.code;
              if (callee.simple && callee.f.argcount === (self === undefined ? n : n + 1)) {
                const st: PyValue[] = new Array(callee.framesize);
                let j = 0;
                if (self !== undefined) st[j++] = self;
                for (let i = base; i < sp; i++) st[j++] = stack[i]!;
                const next = makeFrame(m, f, callee, st);
                next.back = frame;
                next.base = m.handled;
                frame.sp = base - 2;
                frame = next;
                continue outer;
              }
            } else if (stack[base - 1] !== undefined && f instanceof PyMethodDescr) {
              // LOAD_METHOD saw that self fits; the self of a bound method (above) may be anything.
              const def = f.def;
              if (def.simple && n === def.maxPositional && !def.wrapper) {
                const me =
                  def.selfKind === 'object' || typeof self !== 'object'
                    ? self
                    : (unwrapSelf(def.selfKind, self) as PyValue);
                sp = frame.sp = base - 2;
                if (typeof me !== 'boolean') {
                  const impl = def.impl;
                  if (n === 0) r = impl(m, me) as R;
                  else if (n === 1) r = impl(m, me, stack[base]) as R;
                  else if (n === 2) r = impl(m, me, stack[base], stack[base + 1]) as R;
                  else r = impl(m, me, ...stack.slice(base, base + n)) as R;
                  if (r === undefined) r = null;
                  break;
                }
              }
            } else if (self === undefined && f instanceof PyBuiltin) {
              const def = f.def;
              if (def.simple && n === def.maxPositional && f.self === undefined) {
                sp = frame.sp = base - 2;
                const impl = def.impl;
                if (n === 1) r = impl(m, stack[base]) as R;
                else if (n === 2) r = impl(m, stack[base], stack[base + 1]) as R;
                else r = impl(m, ...stack.slice(base, base + n)) as R;
                if (r === undefined) r = null;
                break;
              }
            }
            if (f instanceof PyType && f.initVersion === f.version && self === undefined) {
              const init = f.initFunction as PyFunction;
              const callee = init.code;
              if (callee.simple && callee.f.argcount === n + 1) {
                m.alloc(64);
                const o = new PyInstance(f.root);
                const st: PyValue[] = new Array(callee.framesize);
                st[0] = o;
                for (let i = base, j = 1; i < sp; i++, j++) st[j] = stack[i]!;
                const next = makeFrame(m, init, callee, st);
                next.back = frame;
                next.base = m.handled;
                next.ret = Ret.Init;
                next.instance = o;
                frame.sp = base - 2;
                frame = next;
                continue outer;
              }
            }
            const args = stack.slice(base, base + n);
            if (self !== undefined) args.unshift(self);
            sp = frame.sp = base - 2;
            r = callValue(m, f, args, null);
            break;
          }

          default: {
            frame.pc = pc;
            frame.sp = sp;
            const what: Rare = rareOp(m, frame, w);
            if (what === null) {
              // Done: the operation moved pc and sp in the frame.
              pc = frame.pc;
              sp = frame.sp;
              continue;
            }
            if (typeof what === 'object' && 'stack' in what) {
              frame = what;
              continue outer;
            }
            // A pending call whose result is delivered as m.rareRet says.
            if (what === DELEGATE) {
              const next = perform(m, frame, m.rareRet);
              if (next === null) return;
              frame = next;
              continue outer;
            }
            return;
          }
        }
        // An instruction with one result in `r`; operands are popped and frame.sp is right.
        if (r === DELEGATE) {
          const next = perform(m, frame, Ret.Push);
          if (next === null) return;
          frame = next;
          continue outer;
        }
        if (r === ENTER) {
          const next = m.entered!;
          next.back = frame;
          next.base = m.handled;
          if (m.enteredInstance !== undefined) {
            next.ret = Ret.Init;
            next.instance = m.enteredInstance;
            m.enteredInstance = undefined;
          } else if (m.enteredRet !== Ret.Push) {
            next.ret = m.enteredRet;
            m.enteredRet = Ret.Push;
          }
          frame = next;
          continue outer;
        }
        stack[sp++] = r as PyValue;
      }
    } catch (e) {
      const next = handle(m, m.frame!, m.toException(e), true);
      if (next === null) return;
      frame = next;
    }
  }
}
