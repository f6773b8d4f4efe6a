/**
 * RestrictedPython for a host in TypeScript: the same compiler that programs import (library/modules/RestrictedPython.*.py),
 * in a machine of its own without powers. What it makes is data, that any cell can run.
 *
 * ```ts
 * const { code, errors } = compileRestricted('x = [n * n for n in numbers]');
 * compileRestricted('x._y').errors; // ['Line 1: "_y" is an invalid attribute name because it starts with "_".']
 * ```
 */
import {
  compileSource,
  engine,
  fromPlain,
  LimitError,
  Machine,
  newDict,
  type Plain,
  type PyTuple,
  toPlain,
} from '@rexec/python';

export type RestrictedMode = 'exec' | 'eval' | 'single';

export interface RestrictedOptions {
  /** For tracebacks. Default: `<string>`. */
  filename?: string;
  /**
   * The text of a Python module that defines `Policy`, a subclass of `RestrictingNodeTransformer`. It is the host's own: it
   * runs in the compiler. Null: no restrictions. Default: RestrictedPython's own policy.
   */
  policy?: string | null;
}

export interface RestrictedFunctionOptions extends RestrictedOptions {
  /** The parameters, as between the parentheses of a `def`. */
  parameters?: string;
  /** Need not be an identifier. */
  name: string;
  /** Names that are global in the body. */
  globalize?: readonly string[];
}

/** Code as data, for any cell: what `RestrictedNamespace.run` takes. It is the host's own, and is not checked again. */
export class RestrictedCode {
  constructor(
    readonly source: string,
    readonly filename: string,
    readonly mode: RestrictedMode,
    readonly data: engine.CodeData,
  ) {}
}

export interface RestrictedResult {
  /** Null where there are errors. */
  readonly code: RestrictedCode | null;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** The names that the program reads. */
  readonly usedNames: readonly string[];
}

/** What a source may cost. Nothing of it runs: it is read, checked and compiled, for some 150 units of fuel a character. */
const LIMITS = { fuel: 20_000_000, memory: 64 << 20, recursion: 1000, output: 1 << 20 };
const FUEL_PER_CHARACTER = 1000;

/** What does it (library/modules/RestrictedPython._code.py). */
const PROGRAM = 'from RestrictedPython._code import for_host';

type Kind = RestrictedMode | 'function';

export class RestrictedCompiler {
  private readonly names = newDict();
  private readonly machine = new Machine({
    limits: LIMITS,
    powers: { console: { stdout: () => undefined, stderr: () => undefined } },
  });

  constructor() {
    this.names.setStr('__builtins__', this.machine.modules.getStr('builtins')!);
    this.valueOf(() => {
      const { machine } = this;
      const code = compileSource(PROGRAM, '<restricted>', 'exec', machine.compileOptions('<restricted>', PROGRAM));
      return machine.runCode(code, this.names);
    });
  }

  compile(
    kind: Kind,
    args: readonly Plain[],
    length: number,
    policy: string | null | undefined,
  ): readonly [engine.PyCode | null, string[], string[], string[]] {
    const { machine, names } = this;
    machine.limits.fuel = LIMITS.fuel + FUEL_PER_CHARACTER * length;
    machine.renew();
    const given = [kind, policy === undefined ? true : policy, ['tuple', ...args]].map((v) =>
      fromPlain(machine, v as Plain),
    );
    const value = this.valueOf(() => machine.callPython(names.getStr('for_host') as engine.PyFunction, given));
    const [code, ...texts] = (value as PyTuple).items;
    const [errors, warnings, used] = texts.map((t) => (toPlain(machine, t!) as string[]).slice(1));
    return [code as engine.PyCode | null, errors!, warnings!, used!];
  }

  private valueOf(begin: () => ReturnType<Machine['callPython']>) {
    const outcome = begin();
    if (outcome.kind === 'value') return outcome.value;
    if (outcome.kind === 'paused') throw new Error('the compiler waits for something');
    const text = this.machine.callLibrary('exception_message', [outcome.exception]);
    const message = text.kind === 'value' ? String(toPlain(this.machine, text.value)) : '';
    throw new TypeError(`the policy failed: ${outcome.exception.shape.cls.name}: ${message}`);
  }
}

let shared: RestrictedCompiler | undefined;

function compiled(kind: Kind, args: readonly Plain[], source: string, options: RestrictedOptions): RestrictedResult {
  const filename = options.filename ?? '<string>';
  const fresh = shared === undefined;
  shared ??= new RestrictedCompiler();
  try {
    const [code, errors, warnings, usedNames] = shared.compile(kind, args, source.length, options.policy);
    const mode = kind === 'function' ? 'exec' : kind;
    const data = code === null ? null : new RestrictedCode(source, filename, mode, engine.codeToData(code));
    return { code: data, errors, warnings, usedNames };
  } catch (e) {
    // The machine stands in the middle of something.
    shared = undefined;
    if (!(e instanceof LimitError)) throw e;
    // What earlier sources have left there is not this one's fault.
    if (!fresh) return compiled(kind, args, source, options);
    return { code: null, errors: [`Line None: ${e.message}`], warnings: [], usedNames: [] };
  }
}

/** Compiles a source; never throws for what is wrong with it. */
export function compileRestricted(
  source: string,
  options: RestrictedOptions & { mode?: RestrictedMode } = {},
): RestrictedResult {
  const filename = options.filename ?? '<string>';
  return compiled(options.mode ?? 'exec', [source, filename], source, { ...options, filename });
}

/** Statements. */
export function compileRestrictedExec(source: string, options: RestrictedOptions = {}): RestrictedResult {
  return compileRestricted(source, { ...options, mode: 'exec' });
}

/** An expression. */
export function compileRestrictedEval(source: string, options: RestrictedOptions = {}): RestrictedResult {
  return compileRestricted(source, { ...options, mode: 'eval' });
}

/** One statement of a dialogue: the value of an expression is shown. */
export function compileRestrictedSingle(source: string, options: RestrictedOptions = {}): RestrictedResult {
  return compileRestricted(source, { ...options, mode: 'single' });
}

/** Code that defines a function with this body. */
export function compileRestrictedFunction(body: string, options: RestrictedFunctionOptions): RestrictedResult {
  const { parameters = '', name, filename = '<string>', globalize = [] } = options;
  return compiled('function', [parameters, body, name, filename, ['list', ...globalize]], body, {
    ...options,
    filename,
  });
}
