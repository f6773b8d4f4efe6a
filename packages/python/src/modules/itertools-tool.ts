/** What the tools of itertools have in common: their classes, construction over other iterators, a step. */
import { newBuiltinType, ObjectType, tuple } from '../objects/builtin-types.js';
import { defineType, type MethodRow, type TypeSpec } from '../objects/define.js';
import { PyTool } from '../objects/itertools.js';
import type { Delegate, PyType, PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { nextStep, registerIterator } from '../protocols/iterate.js';
import { iteratorsOf, nestingOf } from '../types/enumerate-zip.js';
import { ITER_SELF, nextRow } from '../types/support.js';

export type Step = (vm: VM, t: any) => PyValue | undefined | Delegate;

export function itertoolsType(name: string): PyType {
  return newBuiltinType(`itertools.${name}`, ObjectType, { layout: `itertools.${name}` });
}

/** A tool's class: construction, step, and whether it runs without Python code. */
export function defineTool(
  cls: PyType,
  make: MethodRow,
  step: Step,
  pure: (t: any) => boolean,
  more: TypeSpec = {},
): void {
  registerIterator(cls, step, pure);
  defineType(cls, {
    ...more,
    new: make,
    make,
    methods: { __iter__: ITER_SELF, __next__: nextRow(step), ...more.methods },
    attrs: { __module__: 'itertools', ...more.attrs },
  });
}

/** Fields besides the inner iterators. */
export interface Fields {
  fn?: PyValue;
  n?: number;
  flag?: boolean;
  held?: PyValue;
}

export function makeTool(cls: PyType, its: PyValue[], f: Fields): PyTool {
  const t = new PyTool(cls.root, its);
  t.fn = f.fn ?? null;
  t.n = f.n ?? 0;
  t.flag = f.flag ?? false;
  t.held = f.held;
  const { simple, level } = nestingOf(its);
  t.simple = simple;
  t.level = level;
  return t;
}

/** A tool over the iterators of these values. */
export function toolOver(vm: VM, cls: PyType, iterables: PyValue[], f: Fields): R {
  vm.alloc(160 + iterables.length * 16);
  const its = iteratorsOf(vm, iterables);
  if (its !== undefined) return makeTool(cls, its, f);
  return vm.lib('tool_over', [
    cls,
    tuple(iterables),
    f.fn ?? null,
    f.n ?? 0,
    f.flag ?? false,
    f.held === undefined ? EMPTY : tuple([f.held]),
  ]);
}
const EMPTY = tuple([]);

export const simple = (t: PyTool): boolean => t.simple;
export const never = (): boolean => false;
/** The next value of the first inner iterator of a simple tool. */
export const source = (vm: VM, t: PyTool): PyValue | undefined => {
  vm.charge(1);
  return nextStep(vm, t.its[0]!) as PyValue | undefined;
};
