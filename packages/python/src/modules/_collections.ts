/** The _collections module: what `collections` stands on. */
import { defineModule } from '../objects/define.js';
import { DequeIterType, DequeReverseIterType, DequeType } from './collections-deque.js';
import { countElements, DefaultDictType, OrderedDictType, TupleGetterType } from './collections-dicts.js';

defineModule('_collections', {
  doc: 'Types and helpers of the collections module.',
  functions: {
    _count_elements: [
      '($module, mapping, iterable, /)',
      'Count the values of an iterable in a mapping.',
      countElements,
    ],
  },
  types: [DefaultDictType, DequeIterType, DequeReverseIterType, DequeType, OrderedDictType, TupleGetterType],
});
