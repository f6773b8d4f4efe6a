// Changes to the bytes of a snapshot: blind ones, and some that know how it is made.
import { checksum } from '../../packages/python/src/snapshot/bytes.ts';

const HEAD = 9;

/** Numbers from 0 to below n, the same ones for the same seed. */
export function dice(seed, number) {
  let s = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) | 0;
  const next = () => {
    s = (s + 0x6d2b79f5) | 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return (n) => Math.floor(next() * n);
}

/** With a checksum that is right. */
export function sealed(bytes) {
  const b = Uint8Array.from(bytes);
  if (b.length > HEAD) new DataView(b.buffer).setUint32(5, checksum(b.subarray(HEAD)), true);
  return b;
}

const ODD = [0, 1, 2, 3, 9, 10, 11, 12, 13, 14, 63, 64, 127, 128, 129, 254, 255];

function varint(n) {
  const out = [];
  while (n > 127) {
    out.push((n % 128) | 128);
    n = Math.floor(n / 128);
  }
  out.push(n);
  return out;
}

const LARGE = [127, 128, 255, 256, 1000, 65535, 2 ** 20, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53 - 1];

/** Changes some bytes between `from` and `to` (an array of numbers). */
function disturb(bytes, from, to, die) {
  const at = from + die(Math.max(1, to - from));
  switch (die(11)) {
    case 0:
      bytes[at] = die(256);
      break;
    case 1:
      bytes[at] ^= 1 << die(8);
      break;
    case 2:
      bytes[at] = ODD[die(ODD.length)];
      break;
    case 3:
      bytes[at] = (bytes[at] + (die(2) === 0 ? 1 : 255)) & 255;
      break;
    case 4:
      bytes.splice(at, 0, ...Array.from({ length: 1 + die(4) }, () => die(256)));
      break;
    case 5:
      bytes.splice(at, 1 + die(4));
      break;
    case 6:
      bytes.splice(at, 1, ...varint(LARGE[die(LARGE.length)]));
      break;
    case 7: {
      // A part of it once more, elsewhere.
      const n = 1 + die(12);
      const part = bytes.slice(at, at + n);
      const where = from + die(Math.max(1, to - from));
      bytes.splice(where, die(2) === 0 ? part.length : 0, ...part);
      break;
    }
    case 8:
      for (let i = at; i < Math.min(at + 1 + die(8), to); i++) bytes[i] = 0;
      break;
    case 9: {
      // Two parts of one length change places.
      const n = 1 + die(4);
      const other = from + die(Math.max(1, to - from));
      for (let i = 0; i < n; i++) {
        const b = bytes[at + i];
        if (b === undefined || bytes[other + i] === undefined) break;
        bytes[at + i] = bytes[other + i];
        bytes[other + i] = b;
      }
      break;
    }
    default: {
      // A reference to another object.
      for (let i = at; i < to - 1; i++) {
        if (bytes[i] !== 128) continue;
        bytes[i + 1] = die(256);
        break;
      }
    }
  }
}

/** Where the blocks of a snapshot are: [start of the length, start of the content, end]. */
export function blocks(bytes) {
  let at = HEAD;
  const number = () => {
    let n = 0;
    let scale = 1;
    for (;;) {
      const b = bytes[at++];
      n += (b & 127) * scale;
      if (b < 128) return n;
      scale *= 128;
    }
  };
  const found = [];
  const block = () => {
    const start = at;
    const n = number();
    found.push([start, at, at + n]);
    at += n;
  };
  number();
  block();
  block();
  // strings, floats, shared things, objects, shapes, then the three parts of the heap
  for (const counted of [true, false, true, true, true, false, false, false]) {
    if (counted) number();
    block();
  }
  return found;
}

/** A changed snapshot; `others` are more of them, whose blocks can take the place of this one's. */
export function mutate(original, others, die) {
  const bytes = [...original];
  const how = die(12);
  if (how === 0) {
    for (let k = die(3); k >= 0; k--) disturb(bytes, 0, bytes.length, die);
    return Uint8Array.from(bytes);
  }
  if (how === 1) return sealed(original.slice(0, die(original.length)));
  if (how === 2) {
    for (let k = die(6); k >= 0; k--) disturb(bytes, HEAD, bytes.length, die);
    return sealed(bytes);
  }
  // Within a block, whose length is made right again.
  const found = blocks(original);
  const [start, from, to] = found[2 + die(found.length - 2)];
  const content = bytes.slice(from, to);
  if (how === 3) {
    const other = others[die(others.length)];
    const [, f, t] = blocks(other)[2 + die(found.length - 2)];
    content.splice(0, content.length, ...other.slice(f, t));
  } else for (let k = die(4); k >= 0; k--) disturb(content, 0, content.length, die);
  return sealed([...bytes.slice(0, start), ...varint(content.length), ...content, ...bytes.slice(to)]);
}
