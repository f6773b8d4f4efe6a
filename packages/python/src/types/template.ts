/** Template strings (PEP 750): Template, Interpolation and the iterator over a template's parts. */
import { tuple, typeOf } from '../objects/builtin-types.js';
import { defineIntrinsics, defineType } from '../objects/define.js';
import type { PyDict } from '../objects/dict.js';
import { typeError, valueError } from '../objects/exception-types.js';
import type { PyType, PyValue, R } from '../objects/object.js';
import type { PyTuple } from '../objects/sequence.js';
import {
  InterpolationType,
  PyInterpolation,
  PyTemplate,
  PyTemplateIter,
  TemplateIterType,
  TemplateType,
} from '../objects/template.js';
import { concat, length, type Str } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { registerIterator } from '../protocols/iterate.js';
import { shownType, strOf } from './coerce.js';
import { bracketed, CLASS_GETITEM, ITER_SELF, nextRow, reprAll } from './support.js';

function newInterpolation(
  vm: VM,
  _cls: PyType,
  value: PyValue,
  expression: PyValue = '',
  conversion: PyValue = null,
  spec: PyValue = '',
): R {
  vm.alloc(64);
  if (strOf(expression) === undefined) {
    throw typeError(`Interpolation() argument 'expression' must be str, not ${shownType(expression)}`);
  }
  if (conversion !== null) {
    if (strOf(conversion) === undefined) {
      throw typeError(`Interpolation() argument 'conversion' must be str, not ${typeOf(conversion).name}`);
    }
    if (conversion !== 's' && conversion !== 'r' && conversion !== 'a') {
      throw valueError("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'");
    }
  }
  if (strOf(spec) === undefined) {
    throw typeError(`Interpolation() argument 'format_spec' must be str, not ${shownType(spec)}`);
  }
  return new PyInterpolation(InterpolationType.root, value, expression, conversion, spec);
}

/** Strings and interpolations in turn: neighbours of one kind are joined, or separated by an empty string. */
function fromParts(vm: VM, parts: readonly PyValue[]): PyTemplate {
  vm.charge(parts.length);
  vm.alloc(parts.length * 16 + 100);
  const strings: Str[] = [''];
  const interpolations: PyValue[] = [];
  for (const p of parts) {
    if (p instanceof PyInterpolation) {
      interpolations.push(p);
      strings.push('');
      continue;
    }
    const s = strOf(p);
    if (s === undefined) {
      throw typeError(`Template.__new__ *args need to be of type 'str' or 'Interpolation', got ${typeOf(p).name}`);
    }
    strings[strings.length - 1] = concat(vm, strings[strings.length - 1]!, s);
  }
  return new PyTemplate(TemplateType.root, tuple(strings), tuple(interpolations));
}

function newTemplate(vm: VM, _cls: PyType, args: PyValue[], kwargs: PyDict | undefined): R {
  if (kwargs !== undefined) throw typeError('Template.__new__ only accepts *args arguments');
  return fromParts(vm, args);
}

/** Strings and interpolations in the order of the text, empty strings left out. */
function partsOf(t: PyTemplate): PyValue[] {
  const out: PyValue[] = [];
  t.strings.items.forEach((s, i) => {
    if (s !== '') out.push(s);
    if (i < t.interpolations.items.length) out.push(t.interpolations.items[i]!);
  });
  return out;
}

function add(vm: VM, a: PyTemplate, b: PyValue): R {
  if (!(b instanceof PyTemplate)) {
    throw typeError(
      `can only concatenate string.templatelib.Template (not "${typeOf(b).name}") to string.templatelib.Template`,
    );
  }
  return fromParts(vm, [...partsOf(a), ...partsOf(b)]);
}

function reprOf(vm: VM, o: PyValue, items: readonly PyValue[], open: string): R {
  const parts = reprAll(vm, items);
  return parts === undefined ? vm.lib('template_repr', [o]) : bracketed(vm, open, parts, ')');
}

const fieldsOf = (i: PyInterpolation): PyValue[] => [i.value, i.expression, i.conversion, i.formatSpec];

function next(_vm: VM, it: PyTemplateIter): PyValue | undefined {
  const t = it.template;
  if (t === null) return undefined;
  for (;;) {
    const k = it.index >> 1;
    if ((it.index++ & 1) === 0) {
      const s = t.strings.items[k] as Str | undefined;
      if (s !== undefined && length(s) > 0) return s;
      if (s !== undefined) continue;
    } else {
      const v = t.interpolations.items[k];
      if (v !== undefined) return v;
    }
    it.template = null;
    return undefined;
  }
}

defineType(InterpolationType, {
  doc: null,
  new: ["($type, /, value, expression='', conversion=None, format_spec='')", null, newInterpolation],
  methods: {
    __repr__: ['($self, /)', null, (vm: VM, i: PyInterpolation) => reprOf(vm, i, fieldsOf(i), 'Interpolation(')],
    __reduce__: ['($self, /)', null, (_vm: VM, i: PyInterpolation) => tuple([InterpolationType, tuple(fieldsOf(i))])],
  },
  classmethods: { __class_getitem__: CLASS_GETITEM },
  getset: {
    value: { get: (_vm: VM, i: PyInterpolation) => i.value },
    expression: { get: (_vm: VM, i: PyInterpolation) => i.expression },
    conversion: { get: (_vm: VM, i: PyInterpolation) => i.conversion },
    format_spec: { get: (_vm: VM, i: PyInterpolation) => i.formatSpec },
  },
  attrs: { __match_args__: tuple(['value', 'expression', 'conversion', 'format_spec']) },
});

defineType(TemplateType, {
  doc: null,
  new: ['($type, /, *args, **kwargs)', null, newTemplate],
  methods: {
    __add__: ['($self, value, /)', null, add],
    __iter__: [
      '($self, /)',
      null,
      (vm: VM, t: PyTemplate) => {
        vm.alloc(40);
        return new PyTemplateIter(TemplateIterType.root, t, 0);
      },
    ],
    __repr__: [
      '($self, /)',
      null,
      (vm: VM, t: PyTemplate) => {
        const parts = reprAll(vm, [t.strings, t.interpolations]);
        if (parts === undefined) return vm.lib('template_repr', [t]);
        return concat(
          vm,
          bracketed(vm, 'Template(strings=', [parts[0]!], ', interpolations='),
          concat(vm, parts[1]!, ')'),
        );
      },
    ],
    __reduce__: [
      '($self, /)',
      null,
      (vm: VM, t: PyTemplate) => vm.lib('template_reduce', [t.strings, t.interpolations]),
    ],
  },
  classmethods: { __class_getitem__: CLASS_GETITEM },
  getset: {
    strings: { get: (_vm: VM, t: PyTemplate) => t.strings },
    interpolations: { get: (_vm: VM, t: PyTemplate) => t.interpolations },
    values: {
      get: (vm: VM, t: PyTemplate) => {
        vm.charge(t.interpolations.items.length);
        vm.alloc(t.interpolations.items.length * 8 + 64);
        return tuple(t.interpolations.items.map((i) => (i as PyInterpolation).value));
      },
    },
  },
});

registerIterator(TemplateIterType, next);
defineType(TemplateIterType, { methods: { __iter__: ITER_SELF, __next__: nextRow(next) } });

defineIntrinsics({
  interpolation_of: [
    '(value, expression, conversion, spec, /)',
    (_vm: VM, value: PyValue, expression: PyValue, conversion: PyValue, spec: PyValue) =>
      new PyInterpolation(InterpolationType.root, value, expression, conversion, spec),
  ],
  template_of: [
    '(strings, interpolations, /)',
    (_vm: VM, strings: PyTuple, interpolations: PyTuple) => new PyTemplate(TemplateType.root, strings, interpolations),
  ],
});
