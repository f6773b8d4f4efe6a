/** `module` (Data model, 3.2.9 "Modules"). */
import { ModuleType, newDict, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType, moduleTable } from '../objects/define.js';
import { AttributeErrorType, raise, typeError } from '../objects/exception-types.js';
import { PyModule } from '../objects/function.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { genericGetAttribute, missingAttribute } from '../protocols/attributes.js';
import { attributeName } from './object.js';
import { isText } from './type-names.js';

function init(vm: VM, self: PyModule, name: PyValue, doc: PyValue | undefined): null {
  if (!isText(name)) throw typeError(`module() argument 'name' must be str, not ${typeOf(name).name}`);
  vm.alloc(400);
  const d = self.dict;
  d.setStr('__name__', name);
  d.setStr('__doc__', doc ?? null);
  for (const k of ['__package__', '__loader__', '__spec__']) d.setStr(k, null);
  return null;
}

function getAnnotations(vm: VM, m: PyModule): R {
  const own = m.dict.getStr('__annotations__');
  if (own !== undefined) return own;
  const annotate = m.dict.getStr('__annotate__') ?? null;
  if (annotate !== null) return vm.lib('module_annotations', [m, m.dict, annotate]);
  const d = newDict();
  vm.alloc(128);
  m.dict.setStr('__annotations__', d);
  return d;
}

const readonly = (): never => {
  throw raise(AttributeErrorType, 'readonly attribute');
};

defineType(ModuleType, {
  doc: 'A module.',
  new: [
    '($type, *args, **kwargs)',
    'Create and return a new object.  See help(type) for accurate signature.',
    (vm: VM, cls: PyType) => {
      vm.alloc(120);
      return new PyModule(cls.root, newDict());
    },
  ],
  methods: {
    __repr__: ['($self, /)', 'Return repr(self).', (vm: VM, m: PyModule) => vm.lib('module_repr', [m, m.dict])],
    __getattribute__: [
      '($self, name, /)',
      'Return getattr(self, name).',
      (vm: VM, m: PyModule, name: PyValue) => {
        const key = attributeName(name);
        const v = genericGetAttribute(vm, m, key);
        if (v !== undefined) return v;
        const hook = m.dict.getStr('__getattr__');
        if (hook !== undefined) return vm.call(hook, [key]);
        throw missingAttribute(m, key);
      },
    ],
    __init__: ['($self, /, name, doc=None)', 'Initialize self.  See help(type(self)) for accurate signature.', init],
    __dir__: ['($self, /)', null, (vm: VM, m: PyModule) => vm.lib('module_dir', [m.dict])],
  },
  getset: {
    __dict__: { get: (_vm: VM, m: PyModule) => m.dict, set: readonly, del: readonly },
    __annotations__: {
      get: getAnnotations,
      set: (_vm: VM, m: PyModule, v: PyValue) => {
        m.dict.setStr('__annotations__', v);
        if (m.dict.getStr('__annotate__') !== undefined) m.dict.setStr('__annotate__', null);
      },
      del: (vm: VM, m: PyModule) => {
        if (!m.dict.deleteStr(vm, '__annotations__')) throw raise(AttributeErrorType, '__annotations__');
        if (m.dict.getStr('__annotate__') !== undefined) m.dict.setStr('__annotate__', null);
      },
    },
    __annotate__: {
      get: (_vm: VM, m: PyModule) => {
        const f = m.dict.getStr('__annotate__');
        if (f !== undefined) return f;
        m.dict.setStr('__annotate__', null);
        return null;
      },
      set: (vm: VM, m: PyModule, v: PyValue) => {
        if (v !== null && typeOf(v).lookup('__call__') === undefined)
          throw typeError('__annotate__ must be callable or None');
        m.dict.setStr('__annotate__', v);
        if (v !== null) m.dict.deleteStr(vm, '__annotations__');
      },
      del: () => {
        throw typeError('cannot delete __annotate__ attribute');
      },
    },
  },
});

defineIntrinsics({
  is_native_module: [
    '(name, module, /)',
    (vm: VM, name: PyValue, m: PyModule) =>
      typeof name === 'string' && moduleTable.has(name) && vm.modules.getStr(name) === m,
  ],
});
