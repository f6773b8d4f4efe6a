/** compile, eval, exec, __import__ and __build_class__: source and code objects inside the cell. */
import {
  PyCF_ALLOW_INCOMPLETE_INPUT,
  PyCF_ALLOW_TOP_LEVEL_AWAIT,
  PyCF_DONT_IMPLY_DEDENT,
  PyCF_MASK,
  PyCF_ONLY_AST,
  PyCF_OPTIMIZED_AST,
  PyCF_TYPE_COMMENTS,
} from '../compiler/compile.js';
import { futureFeatures } from '../compiler/future.js';
import { codeFromData } from '../machine/code-data.js';
import { type CompileSourceOptions, compileSource, compileTree, metered } from '../machine/compile.js';
import { FunctionType, newDict, tuple, typeOf } from '../objects/builtin-types.js';
import { PyByteArray, PyBytes } from '../objects/bytes.js';
import { CO_OPTIMIZED, PyCode } from '../objects/code.js';
import { defineIntrinsics, type MethodRow } from '../objects/define.js';
import { PyDict } from '../objects/dict.js';
import { typeError, valueError } from '../objects/exception-types.js';
import { PyCell, PyFunction, PyModule } from '../objects/function.js';
import { DELEGATE, type PyValue, type R } from '../objects/object.js';
import { type PyList, PyTuple } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import { codePointOfName } from '../objects/text/unicode/names.js';
import type { VM } from '../objects/vm.js';
import { PySyntaxError } from '../syntax/errors.js';
import { decodeSource, parse } from '../syntax/parse.js';
import { simpleBytes } from '../types/buffer.js';
import { encodeStr } from '../types/codec-glue.js';
import { builtinsOf, shownBuiltins } from '../types/function.js';
import { rememberSource } from '../types/source-cache.js';
import { syntaxErrorToPython } from '../types/syntax-error.js';
import { showSyntaxWarning } from '../types/syntax-warning.js';
import { visibleFrame } from '../types/traceback.js';
import { textOf } from '../types/type-names.js';
import { isNode, nodeToPython, treeFromPython } from './ast-convert.js';
import { globalsHere, localsHere } from './basic.js';
import { builtin, exactInt } from './support.js';

const KNOWN =
  PyCF_MASK |
  PyCF_OPTIMIZED_AST |
  PyCF_TYPE_COMMENTS |
  PyCF_ALLOW_INCOMPLETE_INPUT |
  PyCF_DONT_IMPLY_DEDENT |
  PyCF_ALLOW_TOP_LEVEL_AWAIT |
  0x10;

export type Mode = 'exec' | 'eval' | 'single' | 'func_type';

/** Run the front end; its errors become Python's. */
export function frontEnd<T>(vm: VM, f: () => T): T {
  try {
    return f();
  } catch (e) {
    if (e instanceof PySyntaxError) throw syntaxErrorToPython(vm, e);
    throw e;
  }
}

function chargeSource(vm: VM, text: string): void {
  vm.charge(text.length);
  vm.alloc(text.length * 4);
}

/** Warnings of one compilation that the module `warnings` is to hear of once it is done: rows (filename, message, line). */
type Warned = PyValue[];

function options(
  vm: VM,
  filename: string,
  flags: number,
  optimize: number,
  warned: Warned | null,
): CompileSourceOptions {
  const shown = new Set<string>();
  return {
    flags,
    optimize: optimize as -1 | 0 | 1 | 2,
    vm,
    onWarning: (_category: string, message: string, lineno: number) => {
      // Where the program has the module, its functions are the ones to call.
      if (warned === null || !(vm.modules.getStr('warnings') instanceof PyModule))
        return showSyntaxWarning(vm, filename, message, lineno, shown);
      const key = `${lineno}:${message}`;
      if (shown.has(key)) return;
      vm.alloc(key.length * 2 + 200);
      shown.add(key);
      warned.push(tuple([fromJS(filename), fromJS(message), lineno]));
    },
  };
}

/** Source text of a str or bytes argument, or undefined where it is neither. */
export function sourceText(vm: VM, source: PyValue, filename: string): string | undefined {
  const text = textOf(source);
  if (text !== undefined) {
    // CPython compiles UTF-8: a lone surrogate is refused before anything is read.
    if (/\p{Surrogate}/u.test(text)) encodeStr(vm, fromJS(text), 'utf-8');
    return text;
  }
  const bytes =
    source instanceof PyBytes
      ? source.bytes
      : source instanceof PyByteArray
        ? source.buffer.slice(0, source.length)
        : simpleBytes(vm, source);
  return bytes === undefined ? undefined : frontEnd(vm, () => decodeSource(bytes, filename));
}

/** Compile source text of the program. */
export function compileText(
  vm: VM,
  text: string,
  filename: string,
  mode: Mode,
  flags = 0,
  optimize = -1,
  warned: Warned | null = null,
): PyCode {
  chargeSource(vm, text);
  return frontEnd(vm, () => compileSource(text, filename, mode, options(vm, filename, flags, optimize, warned)));
}

/** The code, once its warnings were given. */
function afterWarnings(vm: VM, code: PyCode, warned: Warned): R {
  return warned.length === 0 ? code : vm.lib('code_warned', [tuple(warned), code]);
}

/** The future features in force where compile() is called. */
function inheritedFlags(vm: VM): number {
  return (visibleFrame(vm)?.code.f.flags ?? 0) & PyCF_MASK;
}

function filenameOf(v: PyValue): string | undefined {
  const text = textOf(v);
  if (text !== undefined) return text;
  return v instanceof PyBytes ? String.fromCharCode(...v.bytes) : undefined;
}

function intArgument(v: PyValue | undefined, fallback: number): number {
  if (v === undefined) return fallback;
  const n = exactInt(v);
  if (n === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  return Number(n);
}

function compile(
  vm: VM,
  source: PyValue,
  filename: PyValue,
  mode: PyValue,
  flagsArgument?: PyValue,
  dontInherit?: PyValue,
  optimizeArgument?: PyValue,
): R {
  if (vm.auditing) {
    const args = [source, filename, mode, flagsArgument ?? 0, dontInherit ?? false, optimizeArgument ?? -1];
    const r = vm.announce('compile', [isNode(source) ? null : source, filename], builtin('compile'), args);
    if (r !== undefined) return r;
  }
  const name = filenameOf(filename);
  if (name === undefined) {
    if (typeOf(filename).lookup('__fspath__') !== undefined) {
      return vm.lib('compile_path', [
        filename,
        tuple([source, mode, flagsArgument ?? 0, dontInherit ?? false, optimizeArgument ?? -1]),
      ]);
    }
    throw typeError(`expected str, bytes or os.PathLike object, not ${typeOf(filename).name}`);
  }
  const how = textOf(mode);
  if (how === undefined) throw typeError(`compile() argument 'mode' must be str, not ${typeOf(mode).name}`);
  let flags = intArgument(flagsArgument, 0);
  const optimize = intArgument(optimizeArgument, -1);
  if ((flags & ~KNOWN) !== 0) throw valueError('compile(): unrecognised flags');
  if (optimize < -1 || optimize > 2) throw valueError('compile(): invalid optimize value');
  if (dontInherit === undefined || dontInherit === false || dontInherit === 0) flags |= inheritedFlags(vm);
  const onlyTree = (flags & PyCF_ONLY_AST) !== 0;
  if (!['exec', 'eval', 'single', 'func_type'].includes(how)) {
    throw valueError(
      onlyTree
        ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
        : "compile() mode must be 'exec', 'eval' or 'single'",
    );
  }
  if (how === 'func_type' && !onlyTree) throw valueError("compile() mode 'func_type' requires flag PyCF_ONLY_AST");
  if (isNode(source)) {
    if (onlyTree && (flags & PyCF_OPTIMIZED_AST) !== PyCF_OPTIMIZED_AST) return source;
    const tree = treeFromPython(vm, source, how as Mode);
    if (tree === undefined) return DELEGATE;
    if (onlyTree) return nodeToPython(vm, tree);
    const warned: Warned = [];
    const code = frontEnd(vm, () => compileTree(tree, name, how as Mode, options(vm, name, flags, optimize, warned)));
    return afterWarnings(vm, code, warned);
  }
  const text = sourceText(vm, source, name);
  if (text === undefined) throw typeError('compile() arg 1 must be a string, bytes or AST object');
  if (!onlyTree) {
    const warned: Warned = [];
    return afterWarnings(vm, compileText(vm, text, name, how as Mode, flags, optimize, warned), warned);
  }
  chargeSource(vm, text);
  return metered(vm, (charge) => {
    const tree = frontEnd(vm, () => {
      const parsed = parse(text, {
        lookupName: codePointOfName,
        filename: name,
        mode: how as Mode,
        typeComments: (flags & PyCF_TYPE_COMMENTS) !== 0,
        allowIncomplete: (flags & PyCF_ALLOW_INCOMPLETE_INPUT) !== 0,
        dontImplyDedent: (flags & PyCF_DONT_IMPLY_DEDENT) !== 0,
        charge,
      });
      // Its errors are those of a tree, too.
      futureFeatures(parsed, name);
      return parsed;
    });
    return nodeToPython(vm, tree);
  });
}

// -- eval and exec ------------------------------------------------------------------------------------------------------------

interface Namespaces {
  readonly globals: PyDict;
  readonly locals: PyValue;
}

function isMapping(v: PyValue): boolean {
  return v instanceof PyDict || typeOf(v).lookup('__getitem__') !== undefined;
}

function namespaces(vm: VM, name: 'eval' | 'exec', globals: PyValue, locals: PyValue): Namespaces {
  if (locals !== null && !isMapping(locals)) {
    throw typeError(
      name === 'eval' ? 'locals must be a mapping' : `locals must be a mapping or None, not ${typeOf(locals).name}`,
    );
  }
  if (globals !== null && !(globals instanceof PyDict)) {
    if (name === 'exec') throw typeError(`exec() globals must be a dict, not ${typeOf(globals).name}`);
    throw typeError(
      isMapping(globals) ? 'globals must be a real dict; try eval(code, {}, mapping)' : 'globals must be a dict',
    );
  }
  const g = globals ?? globalsHere(vm);
  const l = locals ?? (globals === null ? localsHere(vm) : g);
  if (g.getStr('__builtins__') === undefined)
    g.setStr('__builtins__', shownBuiltins(vm, visibleFrame(vm)?.builtins ?? vm.builtins));
  return { globals: g, locals: l };
}

/** Run a code object with these namespaces in place of the call. */
function runCode(vm: VM, code: PyCode, ns: Namespaces, closure: PyCell[] | null = null): R {
  const fn = new PyFunction(FunctionType.root, code.ownCode(), ns.globals, builtinsOf(vm, ns.globals));
  fn.closure = closure;
  // The code of a function has its locals in registers: it is called, without arguments, and binds its parameters.
  if ((code.f.flags & CO_OPTIMIZED) !== 0) return vm.call(fn, []);
  return vm.exec(fn, ns.locals);
}

/** The events of exec() and eval(): `compile` for source, then `exec` for the code, each as a call of its own. */
function announceRun(vm: VM, name: 'eval' | 'exec', source: PyValue, args: PyValue[], kw?: PyDict): R | undefined {
  if (source instanceof PyCode) return vm.announce('exec', [source], builtin(name), [source, ...args], kw);
  return vm.announce('compile', [source, '<string>'], builtin(name), [source, ...args], kw);
}

function runCompiled(vm: VM, name: 'eval' | 'exec', text: string, ns: Namespaces): R {
  const warned: Warned = [];
  const code = compileText(vm, text, '<string>', name, inheritedFlags(vm), -1, warned);
  if (warned.length > 0) return vm.lib('run_warned', [tuple(warned), builtin(name), code, ns.globals, ns.locals]);
  return vm.auditing ? vm.call(builtin(name), [code, ns.globals, ns.locals]) : runCode(vm, code, ns);
}

function evaluate(vm: VM, source: PyValue, globals?: PyValue, locals?: PyValue): R {
  const announced = vm.auditing ? announceRun(vm, 'eval', source, [globals ?? null, locals ?? null]) : undefined;
  if (announced !== undefined) return announced;
  const ns = namespaces(vm, 'eval', globals ?? null, locals ?? null);
  if (source instanceof PyCode) {
    if (source.f.freevars.length > 0) throw typeError('code object passed to eval() may not contain free variables');
    return runCode(vm, source, ns);
  }
  const text = sourceText(vm, source, '<string>');
  if (text === undefined) throw typeError('eval() arg 1 must be a string, bytes or code object');
  return runCompiled(vm, 'eval', text.replace(/^[ \t]+/, ''), ns);
}

function execute(vm: VM, source: PyValue, globals?: PyValue, locals?: PyValue, closure?: PyValue): R {
  if (vm.auditing) {
    const kw = newDict();
    if (closure !== undefined) kw.setStr('closure', closure);
    const r = announceRun(vm, 'exec', source, [globals ?? null, locals ?? null], kw);
    if (r !== undefined) return r;
  }
  const ns = namespaces(vm, 'exec', globals ?? null, locals ?? null);
  if (source instanceof PyCode) {
    const cells = closureOf(source, closure ?? null);
    return vm.lib('exec_code', [source, ns.globals, ns.locals, cells === null ? null : tuple(cells)]);
  }
  if ((closure ?? null) !== null) throw typeError('closure can only be used when source is a code object');
  const text = sourceText(vm, source, '<string>');
  if (text === undefined) throw typeError('exec() arg 1 must be a string, bytes or code object');
  return runCompiled(vm, 'exec', text, ns);
}

function closureOf(code: PyCode, closure: PyValue): PyCell[] | null {
  const want = code.f.freevars.length;
  if (want === 0) {
    if (closure !== null) throw typeError('cannot use a closure with this code object');
    return null;
  }
  const cells = closure instanceof PyTuple ? closure.items : [];
  if (cells.length !== want || !cells.every((c) => c instanceof PyCell))
    throw typeError(`code object requires a closure of exactly length ${want}`);
  return cells.slice() as PyCell[];
}

function importModule(
  vm: VM,
  name: PyValue,
  globals?: PyValue,
  locals?: PyValue,
  fromlist?: PyValue,
  level?: PyValue,
): R {
  return vm.lib('import_asked', [name, globals ?? null, locals ?? null, fromlist ?? tuple([]), level ?? 0]);
}

function buildClass(vm: VM, args: PyValue[], kw: PyDict | undefined): R {
  if (args.length < 2) throw typeError('__build_class__: not enough arguments');
  const [func, name, ...bases] = args;
  if (!(func instanceof PyFunction)) throw typeError('__build_class__: func must be a function');
  if (textOf(name!) === undefined) throw typeError('__build_class__: name is not a string');
  return vm.lib('build_class', [func, name!, tuple(bases), kw ?? newDict()]);
}

export const codeFunctions: Record<string, MethodRow> = {
  __build_class__: ['(*args, **kwargs)', null, buildClass],
  __import__: ['($module, /, name, globals=None, locals=None, fromlist=(),\n           level=0)', null, importModule],
  compile: [
    '($module, /, source, filename, mode, flags=0,\n        dont_inherit=False, optimize=-1, *, _feature_version=-1)',
    null,
    compile,
  ],
  eval: ['($module, source, /, globals=None, locals=None)', null, evaluate],
  exec: ['($module, source, /, globals=None, locals=None, *, closure=None)', null, execute],
};

defineIntrinsics({
  /** Code of a module's source, remembered for tracebacks. */
  compile_module: [
    '(source, filename, /)',
    (vm: VM, source: PyValue, filename: PyValue) => {
      const text = textOf(source)!;
      const name = textOf(filename)!;
      rememberSource(vm, name, text);
      return compileText(vm, text, name, 'exec');
    },
  ],
  /** Code that the supervisor had made of a source outside, as data. The cell's rules about sources hold. */
  code_from_outside: [
    '(source, filename, mode, strings, numbers, /)',
    (vm: VM, source: PyValue, filename: PyValue, mode: PyValue, strings: PyList, numbers: PyValue) => {
      const text = textOf(source)!;
      const name = textOf(filename)!;
      chargeSource(vm, text);
      rememberSource(vm, name, text);
      const how = textOf(mode) as Mode;
      const tree = metered(vm, (charge) =>
        parse(text, { lookupName: codePointOfName, filename: name, mode: how, charge }),
      );
      vm.checkSource(tree, name, text);
      vm.charge(strings.items.length + textOf(numbers)!.length);
      vm.alloc(textOf(numbers)!.length * 8);
      return codeFromData([strings.items.map((each) => textOf(each)!), textOf(numbers)!], name, false, vm);
    },
  ],
  run_code: [
    '(code, globals, locals, closure, /)',
    (vm: VM, code: PyCode, globals: PyDict, locals: PyValue, closure: PyValue) =>
      runCode(vm, code, { globals, locals }, closure instanceof PyTuple ? (closure.items.slice() as PyCell[]) : null),
  ],
  /** Run a module's code in its namespace. */
  run_module_code: [
    '(code, ns, /)',
    (vm: VM, code: PyCode, ns: PyDict) => {
      if (ns.getStr('__builtins__') === undefined) ns.setStr('__builtins__', vm.builtins);
      const fn = new PyFunction(FunctionType.root, code, ns, code.origin === null ? builtinsOf(vm, ns) : vm.pristine);
      return vm.exec(fn, ns);
    },
  ],
});
