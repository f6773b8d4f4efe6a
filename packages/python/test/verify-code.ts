/** Checks a code object against the table of opcodes: stack depths, jumps, operands, exception table. */
import { OPCODES, Op } from '../src/compiler/opcodes.js';
import { PyCode } from '../src/objects/code.js';

/** What is wrong with `code` and the code objects inside it; empty: nothing. */
export function verifyCode(code: PyCode): string[] {
  const faults: string[] = [];
  const pending = [code];
  while (pending.length > 0) {
    const one = pending.pop()!;
    for (const fault of verifyOne(one)) faults.push(`${one.f.filename}: ${one.f.qualname}: ${fault}`);
    for (const c of one.f.consts) if (c instanceof PyCode) pending.push(c);
  }
  return faults;
}

function verifyOne(code: PyCode): string[] {
  const { f } = code;
  const { instrs, handlers } = f;
  const n = instrs.length;
  const faults: string[] = [];
  const rowAt = new Array<number>(n).fill(-1);
  let end = 0;
  handlers.forEach((h, row) => {
    if (h.start < end || h.end <= h.start || h.end > n || h.target >= n) faults.push(`bad row ${row}`);
    end = h.end;
    for (let i = h.start; i < h.end; i++) rowAt[i] = row;
  });
  if (f.positions.length !== n * 4) faults.push('positions of another length');
  const depth = new Int32Array(n).fill(-1);
  const work: number[] = [];
  const reach = (from: number, to: number, d: number) => {
    if (to < 0 || to >= n) faults.push(`${from} goes to ${to}`);
    else if (depth[to] === -1) {
      depth[to] = d;
      work.push(to);
    } else if (depth[to] !== d) faults.push(`${to} has depth ${depth[to]} and, from ${from}, ${d}`);
    if (d < 0 || d > f.stacksize) faults.push(`depth ${d} at ${to}`);
  };
  reach(0, 0, 0);
  while (work.length > 0) {
    const i = work.pop()!;
    const op = instrs[i]! & 255;
    const arg = instrs[i]! >>> 8;
    const d = depth[i]!;
    const row = OPCODES[op];
    if (row === undefined) {
      faults.push(`unknown opcode ${op}`);
      continue;
    }
    if (rowAt[i]! >= 0 && op !== Op.NOP) {
      const h = handlers[rowAt[i]!]!;
      if (d < h.depth) faults.push(`${i} has depth ${d}, its handler ${h.depth}`);
      reach(i, h.target, h.depth + (h.lasti ? 2 : 1));
    }
    if (row.operand === 'reg' && arg >= f.localsplus.length) faults.push(`${i}: register ${arg}`);
    if (row.operand === 'const' && arg >= f.consts.length) faults.push(`${i}: constant ${arg}`);
    if (row.operand === 'name' && arg >= f.names.length) faults.push(`${i}: name ${arg}`);
    if (row.jumpEffect !== undefined) {
      if (op === Op.JUMP_BACKWARD ? arg > i : arg <= i) faults.push(`${i}: ${row.name} to ${arg}`);
      reach(i, arg, d + row.jumpEffect(arg));
    }
    if (op === Op.JUMP || op === Op.JUMP_BACKWARD || op === Op.RETURN_VALUE || op === Op.RAISE || op === Op.RERAISE)
      continue;
    reach(i, i + 1, d + row.effect(arg));
  }
  for (let i = 0; i < n; i++)
    if (depth[i] === -1 && (instrs[i]! & 255) !== Op.NOP) faults.push(`${i} is not reachable`);
  return faults;
}
