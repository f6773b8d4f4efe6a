import { defineIntrinsics } from '../objects/define.js';
import { typeError, valueError } from '../objects/exception-types.js';
import { PyISlice, type PyTool } from '../objects/itertools.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { indexFast } from '../protocols/special.js';
import { iteratorsOf, nestingOf } from '../types/enumerate-zip.js';
import { hasIndex, withIndex } from '../types/support.js';
import { defineTool, itertoolsType, simple, source } from './itertools-tool.js';

export const ISliceType = itertoolsType('islice');
function position(v: PyValue | undefined, fallback: number, message: string): number | undefined {
  if (v === undefined || v === null) return fallback;
  const n = typeof v === 'bigint' && v > 0n && v < 2n ** 63n ? Number.MAX_SAFE_INTEGER : indexFast(v);
  if (n === undefined && hasIndex(v)) return undefined;
  if (n === undefined || n < 0 || n === Number.POSITIVE_INFINITY) throw valueError(message);
  return n;
}
function makeISlice(vm: VM, cls: PyType, args: PyValue[]): R {
  if (args.length < 2) throw typeError(`islice expected at least 2 arguments, got ${args.length}`);
  if (args.length > 4) throw typeError(`islice expected at most 4 arguments, got ${args.length}`);
  const bad = 'must be None or an integer: 0 <= x <= sys.maxsize.';
  const one = args.length === 2;
  const stop = position(one ? args[1] : args[2], -1, `Stop argument for islice() ${bad}`);
  const start = one ? 0 : position(args[1], 0, `Indices for islice() ${bad}`);
  const step = position(args[3], 1, 'Step for islice() must be a positive integer or None.');
  for (const [i, n] of [
    [one ? 1 : 2, stop],
    [1, start],
    [3, step],
  ] as const)
    if (n === undefined) return withIndex(vm, cls, args, i);
  if (step! < 1) throw valueError('Step for islice() must be a positive integer or None.');
  const its = iteratorsOf(vm, [args[0]!]);
  if (its === undefined) return vm.lib('islice_over', [cls, args[0]!, start!, stop!, step!]);
  return isliceOver(cls, its[0]!, start!, stop!, step!);
}
function isliceOver(cls: PyType, it: PyValue, start: number, stop: number, step: number): PyISlice {
  const t = new PyISlice(cls.root, [it]);
  t.next = start;
  t.stop = stop;
  t.step = step;
  const { simple, level } = nestingOf([it]);
  t.simple = simple;
  t.level = level;
  return t;
}
/** Count the value that is about to be given; the place of the next one. */
function isliceAdvance(t: PyISlice): void {
  t.next += t.step;
  if (t.stop >= 0 && t.next > t.stop) t.next = t.stop;
}
defineTool(
  ISliceType,
  ['($type, *args)', null, makeISlice],
  (vm, t: PyISlice) => {
    if (t.flag) return undefined;
    if (!t.simple) return vm.lib('islice_next', [t]);
    for (; t.n < t.next; t.n++) if (source(vm, t) === undefined) return end(t);
    if (t.stop >= 0 && t.n >= t.stop) return end(t);
    const v = source(vm, t);
    if (v === undefined) return end(t);
    t.n++;
    isliceAdvance(t);
    return v;
  },
  simple,
);
function end(t: PyTool): undefined {
  t.flag = true;
  t.its = [];
  return undefined;
}

defineIntrinsics({
  islice_make: [
    '(cls, it, start, stop, step, /)',
    (_vm, cls: PyType, it: PyValue, start: number, stop: number, step: number) =>
      isliceOver(cls, it, start, stop, step),
  ],
  islice_next_place: ['(t, /)', (_vm, t: PyISlice) => t.next],
  islice_stop: ['(t, /)', (_vm, t: PyISlice) => t.stop],
  islice_advance: ['(t, /)', (_vm, t: PyISlice) => isliceAdvance(t)],
  islice_end: ['(t, /)', (_vm, t: PyISlice) => end(t) ?? null],
});
