/** The tree of the front end to objects of Python's `ast` classes, and back (with the checks of CPython's validator on types). */
import { BytesType, ComplexType, Ellipsis, ListType, typeOf } from '../objects/builtin-types.js';
import { PyBytes } from '../objects/bytes.js';
import { PyComplex } from '../objects/complex.js';
import { defineIntrinsics } from '../objects/define.js';
import { RecursionErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { PyFloat, PyInstance, type PyValue, PyWideStr } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { getAttributeFast, setOwnAttribute } from '../protocols/attributes.js';
import * as A from '../syntax/ast.js';
import { shortName, textOf } from '../types/type-names.js';
import { ASTType, astTypes, nodeClass, singleton } from './ast-types.js';
import { validateTree } from './ast-validate.js';
import { exactInt } from './support.js';

/** Deeper trees are a RecursionError. */
const DEPTH = 700;
/** Bytes of a node with its fields. */
const NODE = 240;
const POSITIONS = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const;

export function isNode(v: PyValue): v is PyInstance {
  return v instanceof PyInstance && v.shape.cls.isSubtypeOf(ASTType);
}

// -- to Python --------------------------------------------------------------------------------------------------------------

export function nodeToPython(vm: VM, node: A.Node, depth = 0): PyInstance {
  if (depth > DEPTH) throw raise(RecursionErrorType, 'maximum recursion depth exceeded during ast construction');
  const spec = A.NODE_FIELDS.get(node.kind)!;
  vm.charge(2);
  // Not reachable before the whole is done.
  vm.held += NODE;
  vm.alloc(NODE);
  const o = new PyInstance(astTypes.get(node.kind)!.root);
  const record = node as unknown as Record<string, unknown>;
  for (const [field, type, count] of spec.fields) {
    const v = record[A.fieldProperty(node.kind, field)];
    setOwnAttribute(
      vm,
      o,
      field,
      count === 'list' ? listToPython(vm, v as unknown[], type, depth) : fieldToPython(vm, v, type, depth),
    );
  }
  if (spec.positions) for (const name of POSITIONS) setOwnAttribute(vm, o, name, record[name] as PyValue);
  return o;
}

function listToPython(vm: VM, values: unknown[], type: string, depth: number): PyList {
  vm.alloc(64 + values.length * 8);
  return new PyList(
    ListType.root,
    values.map((v) => fieldToPython(vm, v, type, depth)),
  );
}

function fieldToPython(vm: VM, v: unknown, type: string, depth: number): PyValue {
  if (type === 'constant') return constantToPython(v as A.ConstantValue);
  if (A.ENUM_NODES.has(type)) return singleton(vm, v as string);
  if (v === null || v === undefined) return null;
  if (typeof v === 'string') return fromJS(v);
  if (typeof v === 'number' || typeof v === 'boolean') return Number(v);
  return nodeToPython(vm, v as A.Node, depth + 1);
}

function constantToPython(v: A.ConstantValue): PyValue {
  if (v instanceof A.FloatConst) return new PyFloat(v.value);
  if (v instanceof A.ImagConst) return new PyComplex(ComplexType.root, 0, v.value);
  if (v instanceof A.WideConst) return new PyWideStr(v.codepoints);
  if (v instanceof A.BytesConst) return new PyBytes(BytesType.root, v.bytes);
  if (v instanceof A.EllipsisConst) return Ellipsis;
  return v;
}

// -- from Python --------------------------------------------------------------------------------------------------------------

const ROOTS = { exec: 'Module', eval: 'Expression', single: 'Interactive', func_type: 'FunctionType' } as const;

/** The tree to compile; TypeError and ValueError for what is no tree of the mode. */
export function treeFromPython(vm: VM, o: PyInstance, mode: keyof typeof ROOTS): A.Mod {
  const want = ROOTS[mode];
  const cls = nodeClass(typeOf(o));
  if (cls === undefined || shortName(cls) !== want)
    throw typeError(`expected ${want} node, got ${shortName(typeOf(o))}`);
  const tree = nodeFromPython(vm, o, 'mod', 0) as A.Mod;
  validateTree(vm, tree);
  return tree;
}

function shown(v: PyValue): string {
  if (v === null) return 'None';
  if (typeof v === 'string') return `'${v}'`;
  return typeof v === 'object' ? `<${shortName(typeOf(v))} object>` : String(v);
}

function nodeFromPython(vm: VM, v: PyValue, type: string, depth: number): A.Node {
  if (depth > DEPTH) throw raise(RecursionErrorType, 'maximum recursion depth exceeded during compilation');
  vm.charge(4);
  vm.alloc(100);
  const cls = isNode(v) ? nodeClass(typeOf(v)) : undefined;
  const kind = cls === undefined ? '' : shortName(cls);
  const spec = A.NODE_FIELDS.get(kind);
  if (spec === undefined || (spec.base !== type && kind !== type))
    throw typeError(`expected some sort of ${type}, but got ${shown(v)}`);
  const o = v as PyInstance;
  const args: unknown[] = spec.fields.map(([field, fieldType, count]) =>
    fieldFromPython(vm, o, kind, field, fieldType, count, depth),
  );
  if (spec.positions) args.push(...positions(vm, o, spec.base === 'AST' ? kind : spec.base));
  return new spec.make(...args);
}

function positions(vm: VM, o: PyInstance, shownType: string): number[] {
  const [line, col] = ['lineno', 'col_offset'].map((name) => {
    const v = getAttributeFast(vm, o, name);
    if (v === undefined) throw typeError(`required field "${name}" missing from ${shownType}`);
    return intField(v);
  }) as [number, number];
  const endLine = getAttributeFast(vm, o, 'end_lineno') ?? null;
  const endCol = getAttributeFast(vm, o, 'end_col_offset') ?? null;
  const last = endLine === null ? line : intField(endLine);
  if (last < line) throw valueError(`AST node line range (${line}, ${last}) is not valid`);
  const lastCol = endCol === null ? col : intField(endCol);
  if ((line < 0 && last !== line) || (col < 0 && lastCol !== col))
    throw valueError(`AST node column range (${col}, ${lastCol}) for line range (${line}, ${last}) is not valid`);
  if (line === last && col > lastCol) throw valueError(`line ${line}, column ${col}-${lastCol} is not a valid range`);
  return [line, col, last, lastCol];
}

function intField(v: PyValue): number {
  const n = exactInt(v);
  if (n === undefined) throw valueError(`invalid integer value: ${shown(v)}`);
  return Number(n);
}

function fieldFromPython(
  vm: VM,
  o: PyInstance,
  kind: string,
  field: string,
  type: string,
  count: string,
  depth: number,
): unknown {
  const v = getAttributeFast(vm, o, field);
  if (count === 'list') {
    if (v === undefined) return [];
    if (!(v instanceof PyList)) throw typeError(`${kind} field "${field}" must be a list, not a ${typeOf(v).name}`);
    vm.charge(v.items.length);
    const nullable = (kind === 'Dict' && field === 'keys') || field === 'kw_defaults';
    const what = { expr: 'expression', stmt: 'statement' }[type];
    if (what !== undefined && !nullable && v.items.includes(null)) throw valueError(`None disallowed in ${what} list`);
    return v.items.map((item) => (item === null && nullable ? null : valueFromPython(vm, item, type, depth)));
  }
  if (v === undefined || (v === null && type !== 'constant')) {
    if (count === 'optional') return null;
    if (v === undefined) throw typeError(`required field "${field}" missing from ${kind}`);
    throw valueError(`field '${field}' is required for ${kind}`);
  }
  return valueFromPython(vm, v, type, depth);
}

function valueFromPython(vm: VM, v: PyValue, type: string, depth: number): unknown {
  if (type === 'constant') return constantFromPython(v);
  if (type === 'int') return intField(v);
  if (type === 'identifier' || type === 'string') {
    const text = textOf(v);
    if (text === undefined)
      throw typeError(type === 'identifier' ? 'AST identifier must be of type str' : 'AST string must be of type str');
    return text;
  }
  const names = A.ENUM_NODES.get(type);
  if (names === undefined) return nodeFromPython(vm, v, type, depth + 1);
  const cls = isNode(v) ? nodeClass(typeOf(v)) : undefined;
  const name = cls === undefined ? '' : shortName(cls);
  if (!names.includes(name)) throw typeError(`expected some sort of ${type}, but got ${shown(v)}`);
  return name;
}

function constantFromPython(v: PyValue): A.ConstantValue {
  if (v === null || typeof v === 'boolean' || typeof v === 'number' || typeof v === 'bigint' || typeof v === 'string')
    return v;
  if (v instanceof PyFloat) return new A.FloatConst(v.v);
  if (v instanceof PyWideStr) return new A.WideConst(v.cps);
  if (v instanceof PyBytes) return new A.BytesConst(v.bytes);
  if (v instanceof PyComplex && v.re === 0) return new A.ImagConst(v.im);
  if (v === Ellipsis) return A.ELLIPSIS;
  throw typeError(`got an invalid type in Constant: ${shortName(typeOf(v))}`);
}

defineIntrinsics({ is_ast_node: ['(v, /)', (_vm: VM, v: PyValue) => isNode(v)] });
