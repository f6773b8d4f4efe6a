/**
 * Arguments of the functions of math and cmath: real numbers by `__float__` or `__index__`, ints by `__index__`. Where
 * that is Python code, library code converts the arguments and calls the same function again.
 */
import { BuiltinFunctionType, tuple } from '../objects/builtin-types.js';
import { type MethodRow, moduleTable } from '../objects/define.js';
import { PyBuiltin } from '../objects/function.js';
import type { Int } from '../objects/number/int.js';
import { PyFloat, type PyValue, type R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { hasMethod, intOf, notAnInteger } from '../types/coerce.js';
import { realNumber } from '../types/float.js';

/** A function of a native module as a value, to be called again by library code. */
export function moduleFunction(module: string, name: string): PyValue {
  const def = moduleTable.get(module)!.natives.find((n) => n.name === name)!;
  return new PyBuiltin(BuiltinFunctionType.root, def, undefined, module);
}

/** "Convert the arguments by the library function `how`, and call me again." */
export function convertThenCall(vm: VM, how: string, module: string, name: string, args: readonly PyValue[]): R {
  return vm.lib(how, [moduleFunction(module, name), tuple(args.slice())]);
}

type RealImpl = (vm: VM, ...args: number[]) => number;

/** A function of real arguments to a float. */
export function realRow(name: string, signature: string, f: RealImpl, box: (x: number) => R = boxFloat): MethodRow {
  return [
    signature,
    null,
    (vm: VM, ...args: PyValue[]): R => {
      const xs: number[] = [];
      for (const a of args) {
        const x = a instanceof PyFloat ? a.v : realNumber(a);
        if (x === undefined) return convertThenCall(vm, 'reals_then_call', 'math', name, args);
        xs.push(x);
      }
      return box(f(vm, ...xs) as number);
    },
  ];
}

export function boxFloat(x: number): R {
  return new PyFloat(x);
}

/** Ints of all arguments, or undefined where an `__index__` is Python code. */
export function integers(args: readonly PyValue[]): Int[] | undefined {
  const out: Int[] = [];
  for (const a of args) {
    const n = intOf(a);
    if (n === undefined) {
      if (!hasMethod(a, '__index__')) throw notAnInteger(a);
      return undefined;
    }
    out.push(n);
  }
  return out;
}

/** A function of ints. `optional`: a last argument that may be None or absent. */
export function integerRow(name: string, signature: string, f: (vm: VM, ...args: Int[]) => R): MethodRow {
  return [
    signature,
    null,
    (vm: VM, ...args: PyValue[]): R => {
      const ns = integers(args);
      return ns === undefined ? convertThenCall(vm, 'indices_then_call', 'math', name, args) : f(vm, ...ns);
    },
  ];
}
