/** A text listing of a code object and of those inside it. */
import { PyCode } from '../objects/code.js';
import { PyFloat, type PyObject } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import { FloatConst } from '../syntax/ast.js';
import { BINARY_OPERATORS, INTRINSICS_1, INTRINSICS_2, OPCODES, Op } from './opcodes.js';
import { constantRepr } from './repr.js';

export function disassemble(code: PyCode, repr: (value: unknown) => string = shortRepr): string {
  const out: string[] = [];
  const pending = [code];
  for (let i = 0; i < pending.length; i++) {
    const one = pending[i]!;
    if (i > 0) out.push('');
    listing(one, repr, out);
    for (const c of one.f.consts) if (c instanceof PyCode) pending.push(c);
  }
  return out.join('\n') + '\n';
}

function listing(code: PyCode, repr: (value: unknown) => string, out: string[]): void {
  const { f } = code;
  const { instrs, positions } = f;
  out.push(`${f.qualname} (${f.filename}:${f.firstlineno}), stack ${f.stacksize}, registers ${f.localsplus.join(' ')}`);
  const targets = new Set<number>();
  for (const instr of instrs) if (OPCODES[instr & 255]!.operand === 'jump') targets.add(instr >>> 8);
  for (const h of f.handlers) targets.add(h.target);
  let line = 0;
  for (let i = 0; i < instrs.length; i++) {
    const at = positions[i * 4]!;
    const shown = at !== line && at !== 0 ? String(at) : '';
    if (at !== 0) line = at;
    const instr = instrs[i]!;
    const row = OPCODES[instr & 255]!;
    const text = operandText(code, instr, repr);
    out.push(
      `${shown.padStart(6)} ${targets.has(i) ? '>' : ' '}${String(i).padStart(5)} ${row.name.padEnd(26)}${text}`.trimEnd(),
    );
  }
  for (const h of f.handlers)
    out.push(`       ${h.start} to ${h.end} -> ${h.target} [${h.depth}]${h.lasti ? ' lasti' : ''}`);
}

function operandText(code: PyCode, instr: number, repr: (value: unknown) => string): string {
  const op = instr & 255;
  const arg = instr >>> 8;
  const { f } = code;
  switch (OPCODES[op]!.operand) {
    case '-':
      return '';
    case 'const': {
      const value = f.consts[arg];
      return value instanceof PyCode ? `<code ${value.f.qualname}>` : repr(value);
    }
    case 'reg':
      return f.localsplus[arg]!;
    case 'name':
      return f.names[arg]!;
    case 'jump':
      return `to ${arg}`;
    case 'int':
      return String(instr >> 8);
    default: {
      const intrinsic =
        op === Op.INTRINSIC_1 ? INTRINSICS_1[arg] : op === Op.INTRINSIC_2 ? INTRINSICS_2[arg] : undefined;
      if (intrinsic !== undefined) return intrinsic;
      const operator = BINARY_OPERATORS.find((row) => row[0] === op);
      return operator === undefined ? String(arg) : operator[1] + (arg === 1 ? '=' : '');
    }
  }
}

/** Constants as a reader expects them, cut where they are long. */
function shortRepr(value: unknown): string {
  if (value === null) return 'None';
  switch (typeof value) {
    case 'string':
      return value.length > 60 ? `${constantRepr(value.slice(0, 60))}...` : constantRepr(value);
    case 'number':
    case 'bigint':
    case 'boolean':
      return constantRepr(value);
  }
  if (value instanceof PyFloat) return constantRepr(new FloatConst(value.v));
  if (value instanceof PyTuple) {
    const items = value.items.slice(0, 20).map(shortRepr);
    if (value.items.length > 20) items.push('...');
    return `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
  }
  return `<${(value as PyObject).shape.cls.name}>`;
}
