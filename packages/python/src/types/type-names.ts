/** The names of classes: `__name__`, `__module__`, and how reprs and messages combine them. */
import { StrType } from '../objects/builtin-types.js';
import { PyStrObject, type PyType, type PyValue, PyWideStr } from '../objects/object.js';
import { toJS } from '../objects/text/core.js';

/** `cls.__name__`. Built-in classes carry their module in the name. */
export function shortName(cls: PyType): string {
  if (cls.heap) return cls.name;
  const dot = cls.name.lastIndexOf('.');
  return dot < 0 ? cls.name : cls.name.slice(dot + 1);
}

/** `cls.__module__`, or undefined where a class made by a program has none. */
export function moduleOf(cls: PyType): PyValue | undefined {
  const own = cls.dict.getStr('__module__');
  if (cls.heap) return own;
  if (typeof own === 'string') return own;
  const dot = cls.name.lastIndexOf('.');
  return dot < 0 ? 'builtins' : cls.name.slice(0, dot);
}

/** `module.qualname`, without the module where it is builtins (or no str). */
export function fullName(cls: PyType): string {
  const module = moduleOf(cls);
  return typeof module === 'string' && module !== 'builtins' ? `${module}.${cls.qualname}` : cls.qualname;
}

/** A str (or an instance of a subclass) as a JavaScript string; undefined for anything else. */
export function textOf(v: PyValue | undefined): string | undefined {
  if (typeof v === 'string') return v;
  if (v instanceof PyStrObject) return textOf(v.value);
  if (v instanceof PyWideStr) return toJS(v);
  return undefined;
}

/** Whether the value is a str. */
export function isText(v: PyValue): boolean {
  return (
    typeof v === 'string' || v instanceof PyWideStr || (v instanceof PyStrObject && v.shape.cls.isSubtypeOf(StrType))
  );
}
