/** The itertools module. */
import { defineIntrinsics, defineModule } from '../objects/define.js';
import type { PyType, PyValue } from '../objects/object.js';
import type { PyList, PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import {
  CombinationsType,
  CombinationsWithReplacementType,
  PermutationsType,
  ProductType,
  productOf,
} from './itertools-combinatoric.js';
import { ISliceType } from './itertools-islice.js';
import { TeeType, tee } from './itertools-tee.js';
import * as tools from './itertools-tools.js';

defineModule('itertools', {
  doc: 'Iterators made of iterators: endless, shortest-of-all and combinatoric ones.',
  functions: { tee: ['($module, iterable, n=2, /)', 'Independent iterators over one iterable.', tee] },
  types: [
    tools.AccumulateType,
    tools.BatchedType,
    tools.ChainType,
    CombinationsType,
    CombinationsWithReplacementType,
    tools.CompressType,
    tools.CountType,
    tools.CycleType,
    tools.DropWhileType,
    tools.FilterFalseType,
    tools.GroupByType,
    tools.GrouperType,
    ISliceType,
    tools.PairwiseType,
    PermutationsType,
    ProductType,
    tools.RepeatType,
    tools.StarMapType,
    tools.TakeWhileType,
    TeeType,
    tools.ZipLongestType,
  ],
});

defineIntrinsics({
  product_make: [
    '(cls, pools, repeat, /)',
    (vm: VM, cls: PyType, pools: PyTuple, repeat: number) =>
      productOf(
        vm,
        cls,
        pools.items.map((p: PyValue) => (p as PyList).items),
        repeat,
      ),
  ],
});
