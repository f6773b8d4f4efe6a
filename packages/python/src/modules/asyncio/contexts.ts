/**
 * Contexts of contextvars for natives: the module is Python (library/natives/_contextvars.py), which says where its variables
 * are. A program can change those; what is no context then is left to the Python code.
 */
import type { PyDict } from '../../objects/dict.js';
import { PyInstance, type PyValue } from '../../objects/object.js';
import type { VM } from '../../objects/vm.js';
import { ClassFacts, slotPlaces } from '../../types/plain-fields.js';
import type { DecimalState } from '../decimal/context.js';
import { PyDecimalContext } from '../decimal/value.js';

const places = new ClassFacts((cls) => slotPlaces(cls, ['_values', '_entered', '_decimal']));

/** Where what runs is looked up: the module's variables. */
export function keepContexts(vm: VM, globals: PyDict): void {
  vm.moduleState.set('context-globals', globals);
}

function globalsOf(vm: VM): PyDict | undefined {
  return vm.moduleState.get('context-globals') as PyDict | undefined;
}

function isContext(globals: PyDict, v: PyValue | undefined): v is PyInstance {
  return v instanceof PyInstance && v.slotted !== null && v.shape.cls === globals.getStr('Context');
}

/** The context of decimal, which is the machine's; None: none was needed yet. */
export function decimalNow(vm: VM): PyValue {
  return (vm.moduleState.get('decimal') as DecimalState | undefined)?.current ?? null;
}

/** Another context of decimal; the one before. */
export function swapDecimal(vm: VM, v: PyValue): PyValue {
  const state = vm.moduleState.get('decimal') as DecimalState | undefined;
  if (state === undefined || !(v === null || v instanceof PyDecimalContext)) return null;
  const before = state.current;
  state.current = v;
  return before;
}

/** A copy of the context that runs; undefined: only Python code can tell. */
export function copyContext(vm: VM): PyInstance | undefined {
  const globals = globalsOf(vm);
  const current = globals?.getStr('_current');
  if (globals === undefined || !isContext(globals, current)) return undefined;
  const { cls } = current.shape;
  const at = places.of(cls);
  if (at === undefined || cls.finalizes) return undefined;
  vm.alloc(120);
  const made = new PyInstance(cls.root);
  const slotted: (PyValue | undefined)[] = new Array(cls.slotCount).fill(undefined);
  slotted[at[0]!] = current.slotted![at[0]!];
  slotted[at[1]!] = false;
  slotted[at[2]!] = decimalNow(vm);
  made.slotted = slotted;
  return made;
}

/** What `leaveContext` needs. */
export interface Entered {
  context: PyValue;
  before: PyValue;
  decimal: PyValue;
}

/** The context runs from now on; undefined: only Python code can enter it, or say why it cannot be. */
export function enterContext(vm: VM, context: PyValue | undefined): Entered | undefined {
  const globals = globalsOf(vm);
  if (globals === undefined || !isContext(globals, context)) return undefined;
  const at = places.of(context.shape.cls);
  const before = globals.getStr('_current');
  if (at === undefined || before === undefined || context.slotted![at[1]!] !== false) return undefined;
  context.slotted![at[1]!] = true;
  globals.setStr('_current', context);
  return { context, before, decimal: swapDecimal(vm, context.slotted![at[2]!] ?? null) };
}

export function leaveContext(vm: VM, { context, before, decimal }: Entered): void {
  const globals = globalsOf(vm);
  if (globals === undefined || !isContext(globals, context)) return;
  const at = places.of(context.shape.cls);
  if (at === undefined) return;
  context.slotted![at[2]!] = swapDecimal(vm, decimal);
  context.slotted![at[1]!] = false;
  globals.setStr('_current', before);
}
