/** itertools.tee: iterators over one list of what came, which each holds from where it stands on. */
import { tuple } from '../objects/builtin-types.js';
import { defineIntrinsics } from '../objects/define.js';
import { RuntimeErrorType, raise, valueError } from '../objects/exception-types.js';
import { PyTee, TeeNode, TeeSource } from '../objects/itertools.js';
import { DELEGATE, type Delegate, type PyType, type PyValue, type R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { getIter, nextStep } from '../protocols/iterate.js';
import { nestingOf } from '../types/enumerate-zip.js';
import { intArgument } from '../types/range.js';
import { defineTool, itertoolsType } from './itertools-tool.js';

export const TeeType = itertoolsType('_tee');
function teeStep(vm: VM, t: PyTee): PyValue | undefined | Delegate {
  const { node, source: from } = t;
  if (node.value === undefined) {
    if (!from.simple) return vm.lib('tee_next', [t]);
    const v = nextStep(vm, from.it) as PyValue | undefined;
    if (v === undefined) return undefined;
    vm.alloc(96);
    node.value = v;
    node.next = new TeeNode();
  }
  vm.charge(1);
  t.node = node.next!;
  return node.value;
}
function teeOver(it: PyValue): PyTee {
  if (it instanceof PyTee) return new PyTee(TeeType.root, it.source, it.node, it.level);
  const { simple, level } = nestingOf([it]);
  return new PyTee(TeeType.root, new TeeSource(it, simple), new TeeNode(), level);
}
defineTool(
  TeeType,
  [
    '($type, iterable, /)',
    null,
    (vm: VM, _cls: PyType, iterable: PyValue) => {
      const it = getIter(vm, iterable);
      return it === DELEGATE ? vm.lib('tee_over', [iterable]) : teeOver(it as PyValue);
    },
  ],
  teeStep,
  (t: PyTee) => t.source.simple,
  { methods: { __copy__: ['($self, /)', 'An independent iterator.', (_vm, t: PyTee) => teeOver(t)] } },
);

export function tee(vm: VM, iterable: PyValue, n?: PyValue): R {
  const count = n === undefined ? 2 : intArgument(n);
  if (count === undefined) return vm.lib('tee_by_index', [iterable, n!]);
  if (count < 0) throw valueError('n must be >= 0');
  if (count === 0) return tuple([]);
  const it = getIter(vm, iterable);
  if (it === DELEGATE) return vm.lib('tee_all', [iterable, count]);
  return teeAll(vm, it as PyValue, Number(count));
}
function teeAll(vm: VM, it: PyValue, count: number): PyValue {
  vm.charge(count);
  vm.alloc(count * 64);
  const first = teeOver(it);
  const out: PyValue[] = [first];
  while (out.length < count) out.push(teeOver(first));
  return tuple(out);
}

defineIntrinsics({
  tee_make: ['(it, /)', (_vm, it: PyValue) => teeOver(it)],
  tee_make_all: ['(it, n, /)', (vm: VM, it: PyValue, n: number) => teeAll(vm, it, n)],
  /** The source of a tee, which is locked until tee_push or tee_unlock. */
  tee_lock: [
    '(t, /)',
    (_vm: VM, t: PyTee) => {
      if (t.source.running) throw raise(RuntimeErrorType, 'cannot re-enter the tee iterator');
      t.source.running = true;
      return t.source.it;
    },
  ],
  tee_unlock: ['(t, /)', (_vm, t: PyTee) => void (t.source.running = false)],
  tee_push: [
    '(t, v, /)',
    (vm: VM, t: PyTee, v: PyValue) => {
      vm.alloc(96);
      if (t.node.value === undefined) {
        t.node.value = v;
        t.node.next = new TeeNode();
      }
      const got = t.node.value;
      t.node = t.node.next!;
      return got;
    },
  ],
});
