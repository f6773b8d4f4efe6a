/**
 * Natives: the text signature of a native callable, parsed once, and how arguments are bound to it.
 *
 * `defineType` and `defineModule` tables give each native CPython's own text signature (`($self, object, /)`). From it
 * come the binding, the TypeErrors of wrong calls, `__text_signature__` and `inspect.signature`. A native's JavaScript
 * function takes `(vm, self?, ...one argument a parameter)`: a missing optional is `undefined`, `*args` a JS array,
 * `**kwargs` a PyDict (or undefined when empty).
 */
import type { R } from './object.js';

/** Kinds of parameters. */
export enum ParamKind {
  PositionalOnly = 0,
  Positional = 1,
  VarArgs = 2,
  KeywordOnly = 3,
  VarKw = 4,
}

export interface Param {
  readonly name: string;
  readonly kind: ParamKind;
  readonly optional: boolean;
  /** Text of the default, for `__text_signature__`. */
  readonly defaultText: string | null;
}

export type NativeImpl = (...args: any[]) => R | void;

/** How `self` reaches the JavaScript function. */
export type SelfKind = 'none' | 'object' | 'int' | 'float' | 'str';

export interface NativeDef {
  readonly name: string;
  /** As in error messages: `list.append`, `print`, `math.sqrt`. */
  readonly qualname: string;
  readonly params: readonly Param[];
  readonly minPositional: number;
  /** Most positional arguments; -1 with `*args`. */
  readonly maxPositional: number;
  /** No keyword can be given and none of `*args`/`**kw` is there: arguments go straight from the stack. */
  readonly simple: boolean;
  readonly signature: string;
  readonly doc: string | null;
  readonly impl: NativeImpl;
  readonly selfKind: SelfKind;
  /** Slot wrappers (`__add__`, ...) have messages of their own: "expected 1 argument, got 0". */
  readonly wrapper: boolean;
  /** The direct call of a class, which goes by its name. */
  readonly constructs: boolean;
}

/** Parse CPython's text signature: `($self, a, b=1, /, *, c=None)`. A leading `$name` is self (or module, or type). */
export function parseSignature(text: string): Param[] {
  const body = withoutGroups(text.trim().replace(/^\(/, '').replace(/\)$/, ''));
  const parts = splitTop(body);
  const out: { name: string; kind: ParamKind; optional: boolean; defaultText: string | null }[] = [];
  let kind = ParamKind.Positional;
  for (const raw of parts) {
    const part = raw.trim();
    if (part === '' || part.startsWith('$')) continue;
    if (part === '/') {
      for (const p of out) p.kind = ParamKind.PositionalOnly;
    } else if (part === '*') {
      kind = ParamKind.KeywordOnly;
    } else if (part.startsWith('**')) {
      out.push({ name: part.slice(2), kind: ParamKind.VarKw, optional: true, defaultText: null });
    } else if (part.startsWith('*')) {
      out.push({ name: part.slice(1), kind: ParamKind.VarArgs, optional: true, defaultText: null });
      kind = ParamKind.KeywordOnly;
    } else {
      const eq = part.indexOf('=');
      const name = eq < 0 ? part : part.slice(0, eq);
      out.push({ name: name.trim(), kind, optional: eq >= 0, defaultText: eq < 0 ? null : part.slice(eq + 1).trim() });
    }
  }
  return out;
}

/** `sub[, start[, end]]`: what is in brackets may be left out. */
function withoutGroups(body: string): string {
  if (!body.includes('[,')) return body;
  return body.replace(/\[, ?(\w+)/g, ', $1=<unrepresentable>').replace(/\]/g, '');
}

function splitTop(body: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let i = 0; i < body.length; i++) {
    const c = body[i]!;
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === "'" || c === '"') quote = c;
    else if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth--;
    else if (c === ',' && depth === 0) {
      out.push(body.slice(start, i));
      start = i + 1;
    }
  }
  out.push(body.slice(start));
  return out;
}

/** What binding needs of a signature. Most natives share theirs with others: each text is parsed once. */
interface Binding {
  readonly params: readonly Param[];
  readonly min: number;
  readonly max: number;
  readonly simple: boolean;
}
const bindings = new Map<string, Binding>();

function binding(signature: string): Binding {
  let found = bindings.get(signature);
  if (found === undefined) {
    const params = parseSignature(signature);
    const positional = params.filter((p) => p.kind <= ParamKind.Positional);
    found = {
      params,
      min: positional.filter((p) => !p.optional).length,
      max: params.some((p) => p.kind === ParamKind.VarArgs) ? -1 : positional.length,
      simple: params.every((p) => p.kind === ParamKind.PositionalOnly),
    };
    bindings.set(signature, found);
  }
  return found;
}

export function defineNative(
  name: string,
  qualname: string,
  signature: string,
  doc: string | null,
  impl: NativeImpl,
  selfKind: SelfKind,
  wrapper = false,
  constructs = false,
): NativeDef {
  const { params, min, max, simple } = binding(signature);
  return {
    name,
    qualname,
    params,
    minPositional: min,
    maxPositional: max,
    simple,
    signature,
    doc,
    impl,
    selfKind,
    wrapper,
    constructs,
  };
}
