/** What the compiler's tests share: compiling without a machine, and code objects as plain data. */
import { type ConstantFactory, compile } from '../src/compiler/compile.js';
import { CodeType } from '../src/objects/builtin-types.js';
import { PyCode } from '../src/objects/code.js';
import { PyFloat, PyWideStr } from '../src/objects/object.js';
import { PyTuple } from '../src/objects/sequence.js';
import { parse } from '../src/syntax/parse.js';

/** Constants that need no types: enough to look at, not to run. */
const constants: ConstantFactory = {
  float: (n) => new PyFloat(n),
  complex: (re, im) => new PyTuple(CodeType.root, ['complex', re, im]),
  bytes: (bytes) => new PyTuple(CodeType.root, ['bytes', ...bytes]),
  wide: (codepoints) => new PyWideStr(codepoints),
  tuple: (items) => new PyTuple(CodeType.root, items),
  frozenset: (items) => new PyTuple(CodeType.root, ['frozenset', ...items]),
  slice: (a, b, c) => new PyTuple(CodeType.root, ['slice', a, b, c]),
  ellipsis: new PyTuple(CodeType.root, ['...']),
};

export function compileText(
  source: string,
  filename = '<s>',
  warnings: [string, number][] = [],
  charge: (amount: number) => void = () => {},
): PyCode {
  const onWarning = (_category: string, message: string, line: number) => void warnings.push([message, line]);
  const tree = parse(source, { filename, mode: 'exec', onWarning });
  return compile(tree, { filename, codeShape: CodeType.root, constants, onWarning, charge });
}

/** Attributes of a code object that do not depend on the instruction set, those inside it included. */
export interface Shape {
  readonly name: string;
  readonly qualname: string;
  readonly flags: number;
  readonly counts: readonly number[];
  readonly varnames: readonly string[];
  readonly cellvars: readonly string[];
  readonly freevars: readonly string[];
  readonly names: readonly string[];
  readonly firstlineno: number;
  readonly inside: readonly Shape[];
}

export function shapeOf(code: PyCode): Shape {
  const { f } = code;
  const inside = f.consts.filter((c) => c instanceof PyCode).map(shapeOf);
  return {
    name: f.name,
    qualname: f.qualname,
    flags: f.flags,
    counts: [f.argcount, f.posonlyargcount, f.kwonlyargcount],
    varnames: f.varnames,
    cellvars: f.cellvars,
    freevars: f.freevars,
    names: [...f.names].sort(),
    firstlineno: f.firstlineno,
    inside: inside.sort(byPlace),
  };
}

function byPlace(a: Shape, b: Shape): number {
  const [x, y] = [placeKey(a), placeKey(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function placeKey(s: Shape): string {
  return JSON.stringify([String(s.firstlineno).padStart(6, '0'), s.qualname, s.varnames, s.names]);
}

/** The same of CPython's code objects: `shape(code)`, to go in front of a program for it. */
export const SHAPE = `
def shape(c):
    # \`any\`, \`all\` and \`tuple\` of a generator hold the generator's code twice.
    inside = {id(k): k for k in c.co_consts if hasattr(k, 'co_code')}
    kids = sorted((shape(k) for k in inside.values()), key=place)
    return dict(name=c.co_name, qualname=c.co_qualname, flags=c.co_flags,
        counts=[c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount], varnames=list(c.co_varnames),
        cellvars=list(c.co_cellvars), freevars=list(c.co_freevars), names=sorted(c.co_names),
        firstlineno=c.co_firstlineno, inside=kids)

def place(s):
    return json.dumps(['%06d' % s['firstlineno'], s['qualname'], s['varnames'], s['names']], ensure_ascii=False,
        separators=(',', ':'))
`;
