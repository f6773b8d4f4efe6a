/** `NoneType`, `ellipsis` and `NotImplementedType`: classes of one value each. */
import { Ellipsis, EllipsisType, NoneType, NotImplemented, NotImplementedType } from '../objects/builtin-types.js';
import { defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';

/** `type(None)()` gives the value again. */
function theOne(value: PyValue, name: string) {
  return [
    '($type, *args, **kwargs)',
    'Create and return a new object.  See help(type) for accurate signature.',
    (_vm: VM, _cls: PyType, args: PyValue[], kw: PyDict | undefined) => {
      if (args.length > 0 || kw !== undefined) throw typeError(`${name} takes no arguments`);
      return value;
    },
  ] as const;
}

const notImplemented = (): R => NotImplemented;

defineType(NoneType, {
  doc: 'The class of None.',
  new: theOne(null, 'NoneType'),
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', () => 'None'],
    __hash__: ['($self, /)', 'Return hash(self).', () => 0xfca86420],
    __lt__: ['($self, value, /)', 'Return self<value.', notImplemented],
    __le__: ['($self, value, /)', 'Return self<=value.', notImplemented],
    __eq__: [
      '($self, value, /)',
      'Return self==value.',
      (_vm: VM, _a: PyValue, b: PyValue) => (b === null ? true : NotImplemented),
    ],
    __ne__: [
      '($self, value, /)',
      'Return self!=value.',
      (_vm: VM, _a: PyValue, b: PyValue) => (b === null ? false : NotImplemented),
    ],
    __gt__: ['($self, value, /)', 'Return self>value.', notImplemented],
    __ge__: ['($self, value, /)', 'Return self>=value.', notImplemented],
    __bool__: ['($self, /)', 'True if self else False', () => false],
  },
});

defineType(EllipsisType, {
  doc: 'The class of the Ellipsis object.',
  new: theOne(Ellipsis, 'EllipsisType'),
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', () => 'Ellipsis'],
    __reduce__: ['($self, /)', null, () => 'Ellipsis'],
  },
});

defineType(NotImplementedType, {
  doc: 'The class of the NotImplemented object.',
  new: theOne(NotImplemented, 'NotImplementedType'),
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', () => 'NotImplemented'],
    __bool__: [
      '($self, /)',
      'True if self else False',
      () => {
        throw typeError('NotImplemented should not be used in a boolean context');
      },
    ],
    __reduce__: ['($self, /)', null, () => 'NotImplemented'],
  },
});
