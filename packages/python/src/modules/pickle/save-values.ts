import type { PyBytes } from '../../objects/bytes.js';
import { floatRepr } from '../../objects/number/decimal.js';
import { bitLength } from '../../objects/number/int.js';
import { intToBytes, intToDecimal } from '../../objects/number/int-text.js';
import type { PyValue } from '../../objects/object.js';
import { codePointAt, length, type Str } from '../../objects/text/core.js';
import type { VM } from '../../objects/vm.js';
import { Op } from './opcodes.js';
import type { PickleOutput } from './output.js';
import type { PicklerState, PySaving } from './save-state.js';
import { putUtf8, utf8Size } from './utf8.js';

/** What becomes of a value. */
export const SAVED = 0;
export const OPENED = 1;
export const ASK = 2;
export type Outcome = 0 | 1 | 2;

const hex = (c: number, digits: number): string => c.toString(16).padStart(digits, '0');

/** Line of protocol 0: Latin-1 with escapes for what would end the line. */
function rawEscaped(s: Str): string {
  const n = length(s);
  const parts: string[] = [];
  for (let i = 0; i < n; i++) {
    const c = codePointAt(s, i);
    if (c > 0xffff) parts.push(`\\U${hex(c, 8)}`);
    else if (c > 0xff || c === 0x5c || c === 0 || c === 10 || c === 13 || c === 26) parts.push(`\\u${hex(c, 4)}`);
    else parts.push(String.fromCharCode(c));
  }
  return parts.join('');
}

const double = new Float64Array(1);
const octets = new Uint8Array(double.buffer);
const LAST = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 7 : 0;

export class SaveValues {
  protected readonly state: PicklerState;
  protected readonly out: PickleOutput;
  protected readonly memo: Map<PyValue, number>;
  protected readonly protocol: number;

  constructor(
    protected readonly vm: VM,
    protected readonly saving: PySaving,
  ) {
    this.state = saving.state;
    this.out = saving.state.out;
    this.memo = saving.state.memo;
    this.protocol = saving.state.protocol;
  }

  // -- numbers and text ----------------------------------------------------------------------------------------------

  protected int(n: number): Outcome {
    const { out, vm } = this;
    if ((n | 0) !== n) return this.long(n);
    if (this.protocol === 0) out.ascii(vm, `I${n}\n`);
    else if (n < 0 || n > 0xffff) out.sized(vm, Op.BININT, n >>> 0, 4);
    else if (n > 0xff) out.sized(vm, Op.BININT2, n, 2);
    else out.two(vm, Op.BININT1, n);
    return SAVED;
  }

  protected long(n: number | bigint): Outcome {
    const { out, vm } = this;
    if (this.protocol < 2) {
      out.ascii(vm, `L${intToDecimal(vm, n)}L\n`);
      return SAVED;
    }
    // Two's complement in the fewest bytes: the sign is the highest bit.
    const bits = bitLength(n < 0 ? (typeof n === 'number' ? -1 - n : -1n - n) : n);
    const digits = intToBytes(vm, n, (bits >> 3) + 1, true, true);
    if (digits.length < 256) out.two(vm, Op.LONG1, digits.length);
    else out.sized(vm, Op.LONG4, digits.length, 4);
    out.bytes(vm, digits);
    return SAVED;
  }

  protected float(x: number): Outcome {
    const { out, vm } = this;
    if (this.protocol === 0) {
      out.ascii(vm, `F${floatRepr(x)}\n`);
      return SAVED;
    }
    const at = out.room(vm, 9);
    const { buffer } = out;
    buffer[at] = Op.BINFLOAT;
    double[0] = x;
    buffer[at + 1] = octets[LAST]!;
    buffer[at + 2] = octets[LAST ^ 1]!;
    buffer[at + 3] = octets[LAST ^ 2]!;
    buffer[at + 4] = octets[LAST ^ 3]!;
    buffer[at + 5] = octets[LAST ^ 4]!;
    buffer[at + 6] = octets[LAST ^ 5]!;
    buffer[at + 7] = octets[LAST ^ 6]!;
    buffer[at + 8] = octets[LAST ^ 7]!;
    out.length = at + 9;
    return SAVED;
  }

  protected string(s: Str, self: PyValue): Outcome {
    const known = this.memo.get(self);
    if (known !== undefined) {
      this.get(known);
      return SAVED;
    }
    const { out, vm } = this;
    const n = length(s);
    vm.charge(n >> 3);
    if (this.protocol === 0) {
      vm.alloc(n * 12);
      out.ascii(vm, `V${rawEscaped(s)}\n`);
    } else if (typeof s !== 'string' || n > 255 || !this.shortAscii(s)) this.utf8(s);
    this.put(self);
    return SAVED;
  }

  /** The str in one go where it is ASCII. */
  protected shortAscii(s: string): boolean {
    const { out } = this;
    const n = s.length;
    const short = this.protocol >= 4;
    const at = out.room(this.vm, n + 5);
    const { buffer } = out;
    const from = at + (short ? 2 : 5);
    for (let i = 0; i < n; i++) {
      const c = s.charCodeAt(i);
      if (c > 127) return false;
      buffer[from + i] = c;
    }
    buffer[at] = short ? Op.SHORT_BINUNICODE : Op.BINUNICODE;
    buffer[at + 1] = n;
    if (!short) buffer.fill(0, at + 2, at + 5);
    out.length = from + n;
    return true;
  }

  protected utf8(s: Str): void {
    const { out, vm } = this;
    const size = utf8Size(s);
    const short = size < 256 && this.protocol >= 4;
    if (size < 1 << 16) {
      out.sized(vm, short ? Op.SHORT_BINUNICODE : Op.BINUNICODE, size, short ? 1 : 4);
      const at = out.room(vm, size);
      putUtf8(out.buffer, at, s);
      out.length = at + size;
      return;
    }
    vm.charge(size >> 3);
    vm.alloc(size);
    const b = new Uint8Array(size);
    putUtf8(b, 0, s);
    out.counted(vm, Op.BINUNICODE, 4, b, null);
  }

  // -- bytes ---------------------------------------------------------------------------------------------------------

  /** Bytes as protocol 3 has them, not memoized. */
  bytesData(b: Uint8Array, whole: PyBytes | null): void {
    const { out, vm } = this;
    if (b.length < 256) {
      out.two(vm, Op.SHORT_BINBYTES, b.length);
      out.bytes(vm, b);
    } else out.counted(vm, Op.BINBYTES, 4, b, whole);
  }

  // -- the memo ------------------------------------------------------------------------------------------------------

  put(v: PyValue): void {
    if (this.state.fast !== 0) return;
    const { out, vm, memo } = this;
    const i = memo.size;
    vm.alloc(48);
    memo.set(v, i);
    if (this.protocol >= 4) out.byte(vm, Op.MEMOIZE);
    else if (this.protocol === 0) out.ascii(vm, `p${i}\n`);
    else if (i < 256) out.two(vm, Op.BINPUT, i);
    else out.sized(vm, Op.LONG_BINPUT, i, 4);
  }

  protected get(i: number): void {
    const { out, vm } = this;
    if (this.protocol === 0) out.ascii(vm, `g${i}\n`);
    else if (i < 256) out.two(vm, Op.BINGET, i);
    else out.sized(vm, Op.LONG_BINGET, i, 4);
  }
}
