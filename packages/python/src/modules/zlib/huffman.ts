/** The codes of DEFLATE (RFC 1951): fixed tables, decoding tables, and code lengths made from frequencies. */

export const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
export const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
export const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
export const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** In which order the lengths of the code for lengths are written. */
export const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
export const END_OF_BLOCK = 256;

export const FIXED_LITERALS = Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
export const FIXED_DISTANCES = new Uint8Array(30).fill(5);

/** Codes for lengths, last bit first as they are written. */
export function codesOf(lengths: Uint8Array): Uint16Array {
  const count = new Uint16Array(17);
  for (const n of lengths) count[n]!++;
  count[0] = 0;
  const next = new Uint16Array(17);
  for (let bits = 1; bits <= 15; bits++) next[bits + 1] = (next[bits]! + count[bits]!) << 1;
  const out = new Uint16Array(lengths.length);
  for (let i = 0; i < lengths.length; i++) {
    const n = lengths[i]!;
    if (n > 0) out[i] = reversed(next[n]!++, n);
  }
  return out;
}

function reversed(code: number, bits: number): number {
  let out = 0;
  for (; bits > 0; bits--) {
    out = (out << 1) | (code & 1);
    code >>= 1;
  }
  return out;
}

/** Decoding: `table[next bits]` is symbol * 16 + length; 0: no code. */
export interface Decoder {
  readonly bits: number;
  readonly table: Uint16Array;
}

/** undefined: the lengths are over-subscribed, or leave codes out where that is not allowed. */
export function decoderOf(lengths: Uint8Array, mayBeIncomplete: boolean): Decoder | undefined {
  let bits = 0;
  let room = 32768;
  let used = 0;
  for (const n of lengths) {
    if (n === 0) continue;
    used++;
    if (n > bits) bits = n;
    room -= 32768 >> n;
  }
  if (room < 0) return undefined;
  if (room > 0 && !(used === 0 || (mayBeIncomplete && used === 1 && bits === 1))) return undefined;
  bits = Math.max(bits, 1);
  const table = new Uint16Array(1 << bits);
  const codes = codesOf(lengths);
  for (let i = 0; i < lengths.length; i++) {
    const n = lengths[i]!;
    if (n === 0) continue;
    for (let k = codes[i]!; k < table.length; k += 1 << n) table[k] = (i << 4) | n;
  }
  return { bits, table };
}

export const FIXED_LITERAL_DECODER = decoderOf(FIXED_LITERALS, false)!;
export const FIXED_DISTANCE_DECODER = decoderOf(new Uint8Array(32).fill(5), false)!;

/** Lengths of a code for these frequencies, none over `most`. */
export function lengthsOf(frequencies: Uint32Array, most: number): Uint8Array {
  const lengths = new Uint8Array(frequencies.length);
  const symbols: number[] = [];
  for (let i = 0; i < frequencies.length; i++) if (frequencies[i]! > 0) symbols.push(i);
  if (symbols.length === 0) return lengths;
  if (symbols.length === 1) {
    lengths[symbols[0]!] = 1;
    return lengths;
  }
  symbols.sort((a, b) => frequencies[a]! - frequencies[b]! || a - b);
  // Two queues: leaves in order, and what was joined, which is in order by itself.
  const n = symbols.length;
  const weight = new Float64Array(2 * n - 1);
  const parent = new Int32Array(2 * n - 1);
  for (let i = 0; i < n; i++) weight[i] = frequencies[symbols[i]!]!;
  let leaf = 0;
  let joined = n;
  for (let next = n; next < 2 * n - 1; next++) {
    for (let side = 0; side < 2; side++) {
      const k = leaf < n && (joined >= next || weight[leaf]! <= weight[joined]!) ? leaf++ : joined++;
      weight[next]! += weight[k]!;
      parent[k] = next;
    }
  }
  const depth = new Uint16Array(2 * n - 1);
  const count = new Int32Array(most + 1);
  for (let k = 2 * n - 3; k >= 0; k--) {
    depth[k] = depth[parent[k]!]! + 1;
    if (k < n) count[Math.min(depth[k]!, most)]!++;
  }
  limitDepths(count, most);
  // The rarest symbols get the longest codes.
  let at = 0;
  for (let bits = most; bits >= 1; bits--) for (let i = count[bits]!; i > 0; i--) lengths[symbols[at++]!] = bits;
  return lengths;
}

/** Where codes were cut to `most` bits there are too many: others get longer until all fit. */
function limitDepths(count: Int32Array, most: number): void {
  let total = 0;
  for (let bits = 1; bits <= most; bits++) total += count[bits]! << (most - bits);
  for (; total > 1 << most; total--) {
    let bits = most - 1;
    while (count[bits] === 0) bits--;
    count[bits]!--;
    count[bits + 1]! += 2;
    count[most]!--;
  }
}
