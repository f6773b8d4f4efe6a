/** What the built-in functions share: themselves as callables, arguments as ints and names. */
import { library } from '../machine/provider.js';
import { BuiltinFunctionType, typeOf } from '../objects/builtin-types.js';
import { moduleTable } from '../objects/define.js';
import { InternalError } from '../objects/errors.js';
import { typeError } from '../objects/exception-types.js';
import { PyBuiltin, type PyModule } from '../objects/function.js';
import { PyIntObject, type PyValue, type R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { retryWith } from '../types/coerce.js';

/** A built-in function as a value, to be called again by library code. */
export function builtin(name: string): PyBuiltin {
  const def = moduleTable.get('builtins')?.natives.find((d) => d.name === name);
  if (def === undefined) throw new InternalError(`no built-in function ${name}`);
  return new PyBuiltin(BuiltinFunctionType.root, def, undefined, 'builtins');
}

/** The value as an int, or undefined where it is none. */
export function exactInt(v: PyValue): number | bigint | undefined {
  switch (typeof v) {
    case 'number':
    case 'bigint':
      return v;
    case 'boolean':
      return v ? 1 : 0;
  }
  return v instanceof PyIntObject ? v.value : undefined;
}

/** "Call the built-in function `name` again with argument `at` replaced by its `__index__()`." */
export function indexThenCall(vm: VM, name: string, args: (PyValue | undefined)[], at: number): R {
  const v = args[at] as PyValue;
  const m = typeOf(v).lookup('__index__');
  if (m === undefined || m === null) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  return retryWith(vm, 'with_index', builtin(name), args, at);
}

/** The cell's `sys` module, made when it is first needed. */
export function sysModule(vm: VM): PyModule {
  let sys = vm.moduleState.get('sys') as PyModule | undefined;
  if (sys === undefined) {
    sys = library().module(vm, 'sys');
    vm.moduleState.set('sys', sys);
    if (vm.modules.getStr('sys') === undefined) vm.modules.setStr('sys', sys);
  }
  return sys;
}

/** The value of a name of the `sys` module, or undefined where the program deleted it. */
export function sysValue(vm: VM, name: string): PyValue | undefined {
  const sys = sysModule(vm);
  return sys.dict.getStr(name) ?? sys.privates?.getStr(name);
}
