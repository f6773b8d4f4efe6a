/** The node classes of Python's `ast`, made from the table of the tree (syntax/ast.ts NODE_FIELDS). */
import { ListType, newBuiltinType, ObjectType, tuple, typeOf } from '../objects/builtin-types.js';
import { defineType } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { typeError } from '../objects/exception-types.js';
import { PyInstance, type PyType, type PyValue, type R } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import { PyGenericAlias, PyUnion } from '../objects/typing.js';
import type { VM } from '../objects/vm.js';
import { getAttributeFast, setOwnAttribute } from '../protocols/attributes.js';
import { ENUM_NODES, type FieldSpec, NODE_FIELDS } from '../syntax/ast.js';
import { dictGet, dictSet } from '../types/object.js';
import { shortName, textOf } from '../types/type-names.js';

const FLAGS = { hasDict: true, hasWeakref: true };
const POSITIONS = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'];

/** Node classes by name. */
export const astTypes = new Map<string, PyType>();

function make(name: string, base: PyType): PyType {
  const t = newBuiltinType(name, base, FLAGS);
  t.dict.setStr('__module__', 'ast');
  astTypes.set(name, t);
  return t;
}

export const ASTType = make('AST', ObjectType);

const ABSTRACT = [
  'mod',
  'stmt',
  'expr',
  'expr_context',
  'boolop',
  'operator',
  'unaryop',
  'cmpop',
  'excepthandler',
  'pattern',
  'type_ignore',
  'type_param',
];
/** Abstract classes whose nodes have a place in the source. */
const PLACED = new Set(['stmt', 'expr', 'excepthandler', 'pattern', 'type_param']);

function strings(names: readonly string[]): PyTuple {
  return tuple(names.slice());
}

for (const name of ABSTRACT) {
  const t = make(name, ASTType);
  const attrs: Record<string, PyValue> = {
    _fields: strings([]),
    _attributes: strings(PLACED.has(name) ? POSITIONS : []),
    __match_args__: strings([]),
  };
  if (PLACED.has(name)) {
    attrs.end_lineno = null;
    attrs.end_col_offset = null;
  }
  defineType(t, { doc: asdlSum(name), attrs });
}

/** A class of the grammar in ASDL, as `__doc__` has it: `Name(identifier id, expr_context ctx)`. */
function asdl(name: string, fields: readonly FieldSpec[]): string {
  const mark = { one: '', optional: '?', list: '*' };
  const texts = fields.map(([field, type, count]) => {
    const some = name === 'Dict' && field === 'keys' ? '?*' : mark[count];
    return `${type}${some} ${field}`;
  });
  return texts.length === 0 ? name : `${name}(${texts.join(', ')})`;
}

/** The same of an abstract class: what it is one of. */
function asdlSum(base: string): string {
  const enumeration = ENUM_NODES.get(base);
  if (enumeration !== undefined) return `${base} = ${enumeration.join(' | ')}`;
  const parts = [...NODE_FIELDS]
    .filter(([, spec]) => spec.base === base)
    .map(([name, spec]) => asdl(name, spec.fields));
  return `${base} = ${parts.join(`\n${' '.repeat(base.length + 1)}| `)}`;
}

function fieldsOf(name: string): readonly FieldSpec[] {
  return NODE_FIELDS.get(name)?.fields ?? [];
}

for (const [name, spec] of NODE_FIELDS) {
  const names = spec.fields.map(([field]) => field);
  const attrs: Record<string, PyValue> = { _fields: strings(names), __match_args__: strings(names) };
  if (spec.positions !== PLACED.has(spec.base)) attrs._attributes = strings(spec.positions ? POSITIONS : []);
  for (const [field, , count] of spec.fields) if (count === 'optional') attrs[field] = null;
  if (spec.positions && spec.base === 'AST') {
    attrs.end_lineno = null;
    attrs.end_col_offset = null;
  }
  defineType(make(name, astTypes.get(spec.base) ?? ASTType), { doc: asdl(name, spec.fields), attrs });
}
for (const [base, names] of ENUM_NODES) {
  for (const name of names)
    defineType(make(name, astTypes.get(base)!), {
      doc: name,
      attrs: { _fields: strings([]), __match_args__: strings([]) },
    });
}

/** The one instance of an operator or context class in this cell. */
export function singleton(vm: VM, name: string): PyInstance {
  let known = vm.moduleState.get('ast-singletons') as Map<string, PyInstance> | undefined;
  if (known === undefined) {
    known = new Map();
    vm.moduleState.set('ast-singletons', known);
  }
  let o = known.get(name);
  if (o === undefined) {
    o = new PyInstance(astTypes.get(name)!.root);
    known.set(name, o);
  }
  return o;
}

/** The built-in node class that a class is or derives from. */
export function nodeClass(cls: PyType): PyType | undefined {
  return cls.mro.find((c) => !c.heap && c.isSubtypeOf(ASTType));
}

function fieldNames(vm: VM, self: PyInstance): string[] {
  const fields = getAttributeFast(vm, typeOf(self), '_fields');
  if (!(fields instanceof PyTuple)) return [];
  return fields.items.map((f) => textOf(f) ?? '');
}

/** What a class made by a program says of the types of its fields. */
function ownFieldTypes(vm: VM, cls: PyType): PyDict | undefined {
  const types = cls.heap ? getAttributeFast(vm, cls, '_field_types') : undefined;
  return types instanceof PyDict ? types : undefined;
}

/** What a field has that was not given; undefined: it must be given. */
function absent(vm: VM, type: string, count: FieldSpec[2]): PyValue | undefined {
  if (count === 'list') return new PyList(ListType.root, []);
  if (count === 'optional') return null;
  return type === 'expr_context' ? singleton(vm, 'Load') : undefined;
}

function absentOfType(vm: VM, type: PyValue): PyValue | undefined {
  if (type instanceof PyGenericAlias && type.origin === ListType) return new PyList(ListType.root, []);
  if (type instanceof PyUnion) return null;
  return type === astTypes.get('expr_context') ? singleton(vm, 'Load') : undefined;
}

function attributeNames(vm: VM, cls: PyType): string[] {
  const names = getAttributeFast(vm, cls, '_attributes');
  return names instanceof PyTuple ? names.items.map((a) => textOf(a) ?? '') : [];
}

function init(vm: VM, self: PyInstance, args: PyValue[], kw: PyDict | undefined): R {
  const names = fieldNames(vm, self);
  const shown = shortName(typeOf(self));
  if (args.length > names.length) {
    throw typeError(
      `${shown} constructor takes at most ${names.length} positional argument${names.length === 1 ? '' : 's'}`,
    );
  }
  const warnings: string[] = [];
  const given = new Set<string>();
  args.forEach((v, i) => {
    given.add(names[i]!);
    setOwnAttribute(vm, self, names[i]!, v);
  });
  for (let i = 0; kw !== undefined && i < kw.keys.length; i++) {
    const name = kw.keys[i] === undefined ? undefined : textOf(kw.keys[i]);
    if (name === undefined) continue;
    if (given.has(name)) throw typeError(`${shown} got multiple values for argument '${name}'`);
    given.add(name);
    setOwnAttribute(vm, self, name, kw.vals[i]!);
    if (!names.includes(name) && !attributeNames(vm, typeOf(self)).includes(name)) {
      warnings.push(
        `${shown}.__init__ got an unexpected keyword argument '${name}'. Support for arbitrary keyword arguments is ` +
          'deprecated and will be removed in Python 3.15.',
      );
    }
  }
  const cls = typeOf(self);
  const ownTypes = ownFieldTypes(vm, cls);
  const specs = new Map(fieldsOf(shortName(nodeClass(cls) ?? cls)).map((spec) => [spec[0], spec]));
  for (const field of names) {
    if (given.has(field)) continue;
    const type = ownTypes?.getStr(field);
    const spec = specs.get(field);
    if (ownTypes !== undefined && type === undefined) {
      warnings.push(
        `Field '${field}' is missing from ${shown}._field_types. This will become an error in Python 3.15.`,
      );
      continue;
    }
    if (type === undefined && spec === undefined) continue;
    const value = type === undefined ? absent(vm, spec![1], spec![2]) : absentOfType(vm, type);
    if (value === undefined) {
      warnings.push(
        `${shown}.__init__ missing 1 required positional argument: '${field}'. This will become an error in Python 3.15.`,
      );
    } else if (value !== null) setOwnAttribute(vm, self, field, value);
  }
  if (warnings.length === 0) return null;
  return vm.lib('ast_warn', [
    new PyList(
      ListType.root,
      warnings.map((text) => fromJS(text)),
    ),
  ]);
}

defineType(ASTType, {
  new: [
    '($type, *args, **kwargs)',
    null,
    (vm: VM, cls: PyType) => {
      vm.alloc(120);
      return new PyInstance(cls.root);
    },
  ],
  methods: {
    __init__: ['($self, /, *args, **kwargs)', null, init],
    __repr__: ['($self, /)', null, (vm: VM, self: PyInstance) => vm.lib('ast_repr', [self, 3])],
    __reduce__: ['($self, /)', null, (vm: VM, self: PyInstance) => vm.lib('ast_reduce', [self])],
  },
  getset: {
    __dict__: { get: dictGet, set: dictSet },
  },
  attrs: { _fields: strings([]), _attributes: strings([]), __match_args__: strings([]) },
});
