/** The checksums of zlib and gzip streams. */

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let c = i;
  for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

/** What a byte does to the sum when one, two or three more follow it: four bytes are taken at a time. */
const follow = (table: Uint32Array): Uint32Array => table.map((c) => (c >>> 8) ^ CRC_TABLE[c & 255]!);
const BY_ONE = follow(CRC_TABLE);
const BY_TWO = follow(BY_ONE);
const BY_THREE = follow(BY_TWO);

export function crc32(bytes: Uint8Array, start: number): number {
  let c = ~start;
  let i = 0;
  for (const whole = bytes.length - 3; i < whole; i += 4) {
    c ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    c = BY_THREE[c & 255]! ^ BY_TWO[(c >>> 8) & 255]! ^ BY_ONE[(c >>> 16) & 255]! ^ CRC_TABLE[c >>> 24]!;
  }
  for (; i < bytes.length; i++) c = (c >>> 8) ^ CRC_TABLE[(c ^ bytes[i]!) & 255]!;
  return ~c >>> 0;
}

/** So many bytes can be added up before a remainder is due. */
const RUN = 3800;

export function adler32(bytes: Uint8Array, start: number): number {
  let a = start & 0xffff;
  let b = start >>> 16;
  for (let i = 0; i < bytes.length; ) {
    const end = Math.min(i + RUN, bytes.length);
    for (; i < end; i++) {
      a += bytes[i]!;
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}
