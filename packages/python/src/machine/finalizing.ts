/**
 * Finalization at heap walks: what the machine does about the objects that objects/finalization.ts lists. The walks are
 * gc.collect(), those that memory made necessary (at the next instruction where Python code may run), and the program's
 * end: the same instructions everywhere.
 */
import { Op } from '../compiler/opcodes.js';
import { ListType, tuple } from '../objects/builtin-types.js';
import { CO_COROUTINE, type PyCode } from '../objects/code.js';
import { defineIntrinsics } from '../objects/define.js';
import { isUnfinished } from '../objects/finalization.js';
import { type PyFrame, Ret } from '../objects/frame.js';
import { GenState, PyGenerator } from '../objects/generator.js';
import { PyObject, type PyValue } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { generatorClose } from '../types/generator.js';
import { perform } from './calls.js';
import type { Machine } from './machine.js';

/** Frames that a call of a finalizer needs, so that it does not fail for where it happens to be called. */
const FRAMES = 100;

/** `INTRINSIC_1` with this operand ends every generator: no handler of the program's. */
const STOPITERATION_ERROR = 1;

/** Closing a suspended generator of this code may do something, or never starting it is worth a warning. */
export function needsClosing(code: PyCode): boolean {
  const { flags, handlers, instrs } = code.f;
  if ((flags & CO_COROUTINE) !== 0) return true;
  const end = Op.INTRINSIC_1 | (STOPITERATION_ERROR << 8);
  return handlers.some((h) => instrs[h.target] !== end) || instrs.some((w) => (w & 255) === Op.SEND);
}

/** Whether finalizers that a heap walk made necessary can run before the next instruction. */
export function canFinalize(m: Machine): boolean {
  const f = m.finalization;
  return f.due && !f.running && m.depth + FRAMES < m.recursionLimit;
}

/** Run them now: the frame to go on with. `frame` stands before an instruction. */
export function finalizeBefore(m: Machine, frame: PyFrame): PyFrame {
  m.finalization.due = false;
  m.finalization.running = true;
  m.lib('collect_when_due', []);
  return perform(m, frame, Ret.Discard)!;
}

/** Of these, what has something to do, the first last: the library takes them from the end. */
export function unfinished(objects: readonly PyObject[]): PyValue[] {
  const out: PyValue[] = [];
  for (let i = objects.length - 1; i >= 0; i--) {
    const o = objects[i]!;
    if (!(o instanceof PyGenerator)) out.push(o);
    else {
      o.seat = -1;
      if (isUnfinished(o)) out.push(o);
    }
  }
  return out;
}

const list = (items: PyValue[]): PyList => new PyList(ListType.root, items);

defineIntrinsics({
  walk_heap: [
    '(finalize, /)',
    (vm: VM, finalize: boolean) => {
      const { dead, cleared } = vm.walkHeap(finalize);
      return tuple([list(dead), list(cleared)]);
    },
  ],
  all_to_finalize: ['(/)', (vm: VM) => list(vm.allToFinalize())],
  finalization_done: ['(/)', (vm: VM) => void (vm.finalization.running = false)],
  is_coroutine_or_generator: ['(o, /)', (_vm: VM, o: PyValue) => o instanceof PyGenerator],
  register_finalizer: [
    '(o, /)',
    (vm: VM, o: PyValue) => {
      if (o instanceof PyObject && o.shape.cls.finalizes) vm.finalization.addAll([o]);
    },
  ],
  has_finalizer: ['(o, /)', (_vm: VM, o: PyValue) => o instanceof PyObject && o.shape.cls.finalizes],
  close_generator: ['(gen, /)', generatorClose],
  was_started: ['(gen, /)', (_vm: VM, g: PyGenerator) => g.state !== GenState.Created],
  asyncgen_finalizer: ['(gen, /)', (_vm: VM, g: PyGenerator) => (g.closed ? null : g.finalizer)],
});
