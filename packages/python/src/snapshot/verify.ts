/**
 * Code that comes from outside, before it runs: jumps, stack depths, operands and the exception table, against the table
 * of opcodes. What passes can raise odd errors, but stays within its own frame.
 */
import { OPCODES, Op } from '../compiler/opcodes.js';
import { CO_VARARGS, CO_VARKEYWORDS, type PyCode } from '../objects/code.js';

/** What is wrong with the code; null: nothing. */
export function verifyCode(code: PyCode): string | null {
  return shapeFault(code) ?? new Verifier(code).run();
}

/** The places of arguments and variables. */
function shapeFault(code: PyCode): string | null {
  const { f } = code;
  const parameters =
    f.argcount + f.kwonlyargcount + ((f.flags & CO_VARARGS) !== 0 ? 1 : 0) + ((f.flags & CO_VARKEYWORDS) !== 0 ? 1 : 0);
  if (f.posonlyargcount > f.argcount || parameters > f.varnames.length) return 'more parameters than variables';
  if (f.varnames.length + f.freevars.length > f.localsplus.length) return 'more variables than registers';
  // Each value on the stack was pushed by an instruction.
  if (f.stacksize > f.instrs.length * 4 + 16) return 'a stack too large';
  if (f.positions.length !== f.instrs.length * 4) return 'positions of another length';
  return null;
}

class Verifier {
  private readonly depth: Int32Array;
  private readonly rowAt: Int32Array;
  private readonly work: number[] = [];
  private fault: string | null = null;

  constructor(private readonly code: PyCode) {
    this.depth = new Int32Array(code.f.instrs.length).fill(-1);
    this.rowAt = new Int32Array(code.f.instrs.length).fill(-1);
  }

  run(): string | null {
    const { instrs, handlers } = this.code.f;
    let end = 0;
    for (const [row, h] of handlers.entries()) {
      if (h.start < end || h.end <= h.start || h.end > instrs.length || h.target >= instrs.length)
        return `row ${row} of the exception table is malformed`;
      end = h.end;
      this.rowAt.fill(row, h.start, h.end);
    }
    this.reach(0, 0);
    while (this.work.length > 0 && this.fault === null) this.step(this.work.pop()!);
    return this.fault;
  }

  private fail(what: string): void {
    this.fault ??= what;
  }

  private reach(to: number, depth: number): void {
    if (to < 0 || to >= this.depth.length) {
      this.fail(`a jump to ${to}`);
      return;
    }
    if (depth < 0 || depth > this.code.f.stacksize) {
      this.fail(`depth ${depth} at ${to}`);
      return;
    }
    const known = this.depth[to]!;
    if (known === -1) {
      this.depth[to] = depth;
      this.work.push(to);
    } else if (known !== depth) this.fail(`two depths at ${to}`);
  }

  private step(i: number): void {
    const { f } = this.code;
    const op = f.instrs[i]! & 255;
    const arg = f.instrs[i]! >>> 8;
    const depth = this.depth[i]!;
    const row = OPCODES[op];
    if (row === undefined) {
      this.fail(`an unknown opcode at ${i}`);
      return;
    }
    if (this.rowAt[i]! >= 0 && op !== Op.NOP) {
      const h = f.handlers[this.rowAt[i]!]!;
      if (depth < h.depth) this.fail(`a handler deeper than ${i}`);
      this.reach(h.target, h.depth + (h.lasti ? 2 : 1));
    }
    const bound =
      row.operand === 'reg'
        ? f.localsplus.length
        : row.operand === 'const'
          ? f.consts.length
          : row.operand === 'name'
            ? f.names.length
            : Number.POSITIVE_INFINITY;
    if (arg >= bound) this.fail(`an operand at ${i}`);
    if ((op === Op.COPY || op === Op.SWAP) && (arg < 1 || arg > depth)) this.fail(`a place on the stack at ${i}`);
    if (row.jumpEffect !== undefined) {
      // Only JUMP_BACKWARD pays for a loop.
      if (op === Op.JUMP_BACKWARD ? arg > i : arg <= i) this.fail(`a jump in the wrong direction at ${i}`);
      this.reach(arg, depth + row.jumpEffect(arg));
    }
    if (op === Op.JUMP || op === Op.JUMP_BACKWARD || op === Op.RETURN_VALUE || op === Op.RAISE || op === Op.RERAISE)
      return;
    this.reach(i + 1, depth + row.effect(arg));
  }
}
