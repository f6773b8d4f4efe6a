/** `_kdf`: what hashlib makes keys of passwords with: PBKDF2 (RFC 8018) and scrypt (RFC 7914). Work is paid for as it is done. */
import { defineModule } from '../objects/define.js';
import { typeError, valueError } from '../objects/exception-types.js';
import type { PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { newBytes, requireBuffer } from '../types/buffer.js';
import { intOf, notAnInteger, shownType, strOf } from '../types/coerce.js';
import { Blake2 } from './digest-blake2.js';
import { type BlockDigest, littleEndian, rotl } from './digest-blocks.js';
import { Md5, Sha1 } from './digest-md5-sha1.js';
import { Sha256, Sha512 } from './digest-sha2.js';
import { Sha3 } from './digest-sha3.js';

const SHA3_SUFFIX = 6;
const NONE = new Uint8Array(0);
const blake2 = (wide: boolean): BlockDigest =>
  new Blake2(wide, {
    digestSize: wide ? 64 : 32,
    keySize: 0,
    salt: NONE,
    person: NONE,
    fanout: 1,
    depth: 1,
    leafSize: 0,
    nodeOffset: 0n,
    nodeDepth: 0,
    innerSize: 0,
    lastNode: false,
  });

const DIGESTS: ReadonlyMap<string, readonly [size: number, make: () => BlockDigest]> = new Map([
  ['md5', [16, () => new Md5()]],
  ['sha1', [20, () => new Sha1()]],
  ['sha224', [28, () => new Sha256(28)]],
  ['sha256', [32, () => new Sha256(32)]],
  ['sha384', [48, () => new Sha512(48)]],
  ['sha512', [64, () => new Sha512(64)]],
  ['sha3_224', [28, () => new Sha3(144, SHA3_SUFFIX)]],
  ['sha3_256', [32, () => new Sha3(136, SHA3_SUFFIX)]],
  ['sha3_384', [48, () => new Sha3(104, SHA3_SUFFIX)]],
  ['sha3_512', [64, () => new Sha3(72, SHA3_SUFFIX)]],
  ['blake2b', [64, () => blake2(true)]],
  ['blake2s', [32, () => blake2(false)]],
] as const);

/** HMAC with one key: the states after the two padded keys. */
class Keyed {
  private readonly inner: BlockDigest;
  private readonly outer: BlockDigest;

  constructor(
    readonly size: number,
    make: () => BlockDigest,
    key: Uint8Array,
  ) {
    this.inner = make();
    this.outer = make();
    const block = new Uint8Array(this.inner.blockSize);
    if (key.length > block.length) {
      const short = make();
      short.update(key);
      block.set(short.finish(size));
    } else block.set(key);
    this.inner.update(block.map((b) => b ^ 0x36));
    this.outer.update(block.map((b) => b ^ 0x5c));
  }

  of(...parts: readonly Uint8Array[]): Uint8Array {
    const inner = this.inner.copy();
    for (const part of parts) inner.update(part);
    const outer = this.outer.copy();
    outer.update(inner.finish(this.size));
    return outer.finish(this.size);
  }
}

/** Fuel for one HMAC of a short text. */
const HMAC_COST = 60;
/** Rounds between two looks at the fuel. */
const ROUNDS = 256;

function stretch(vm: VM, hmac: Keyed, salt: Uint8Array, rounds: number, length: number): Uint8Array {
  vm.alloc(length + 1000);
  const out = new Uint8Array(length);
  const counter = new Uint8Array(4);
  for (let at = 0, block = 1; at < length; at += hmac.size, block++) {
    for (let i = 0; i < 4; i++) counter[i] = block >>> (24 - 8 * i);
    vm.charge(HMAC_COST + (salt.length >> 2));
    let u = hmac.of(salt, counter);
    const t = u.slice();
    for (let i = 1; i < rounds; i++) {
      if (i % ROUNDS === 1) vm.charge(HMAC_COST * Math.min(ROUNDS, rounds - i));
      u = hmac.of(u);
      for (let k = 0; k < t.length; k++) t[k]! ^= u[k]!;
    }
    out.set(t.subarray(0, length - at), at);
  }
  return out;
}

function integer(v: PyValue): number {
  const n = intOf(v);
  if (n === undefined) throw notAnInteger(v);
  return Number(n);
}

const MOST = 2 ** 31 - 1;

function pbkdf2(vm: VM, hash: PyValue, password: PyValue, salt: PyValue, iterations: PyValue, length?: PyValue): R {
  const name = strOf(hash);
  if (name === undefined) throw typeError(`pbkdf2_hmac() argument 'hash_name' must be str, not ${shownType(hash)}`);
  const digest = DIGESTS.get(
    String(name)
      .toLowerCase()
      .replace(/^sha(3?)-/, 'sha$1'),
  );
  if (digest === undefined) throw valueError('unsupported hash type');
  const key = requireBuffer(vm, password);
  const salted = requireBuffer(vm, salt);
  const rounds = integer(iterations);
  if (rounds < 1) throw valueError('iteration value must be greater than 0.');
  const n = length === undefined || length === null ? digest[0] : integer(length);
  if (n < 1) throw valueError('key length must be greater than 0.');
  if (n > MOST) throw valueError('key length is too great.');
  vm.charge(key.length + salted.length);
  return newBytes(stretch(vm, new Keyed(digest[0], digest[1], key), salted, rounds, n));
}

// -- scrypt ------------------------------------------------------------------------------------------------------------------

const COLUMNS_AND_ROWS = [
  [0, 4, 8, 12],
  [5, 9, 13, 1],
  [10, 14, 2, 6],
  [15, 3, 7, 11],
  [0, 1, 2, 3],
  [5, 6, 7, 4],
  [10, 11, 8, 9],
  [15, 12, 13, 14],
] as const;

/** The core of Salsa20 with eight rounds, on 16 words. */
function salsa8(b: Uint32Array, x: Uint32Array): void {
  x.set(b);
  for (let round = 0; round < 4; round++) {
    for (const [p, q, r, s] of COLUMNS_AND_ROWS) {
      x[q] = x[q]! ^ rotl((x[p]! + x[s]!) | 0, 7);
      x[r] = x[r]! ^ rotl((x[q]! + x[p]!) | 0, 9);
      x[s] = x[s]! ^ rotl((x[r]! + x[q]!) | 0, 13);
      x[p] = x[p]! ^ rotl((x[s]! + x[r]!) | 0, 18);
    }
  }
  for (let i = 0; i < 16; i++) b[i] = b[i]! + x[i]!;
}

/** scryptBlockMix: `b` has 2 r blocks of 16 words. */
function blockMix(b: Uint32Array, r: number, y: Uint32Array, x: Uint32Array, t: Uint32Array): void {
  x.set(b.subarray((2 * r - 1) * 16, 2 * r * 16));
  for (let i = 0; i < 2 * r; i++) {
    for (let k = 0; k < 16; k++) x[k] = x[k]! ^ b[i * 16 + k]!;
    salsa8(x, t);
    y.set(x, ((i & 1) * r + (i >> 1)) * 16);
  }
  b.set(y);
}

function mixBlock(vm: VM, bytes: Uint8Array, n: number, r: number, v: Uint32Array): void {
  const words = 32 * r;
  const b = new Uint32Array(words);
  for (let i = 0; i < words; i++) b[i] = littleEndian(bytes, i * 4);
  const y = new Uint32Array(words);
  const x = new Uint32Array(16);
  const t = new Uint32Array(16);
  for (let i = 0; i < n; i++) {
    vm.charge(40 * r);
    v.set(b, i * words);
    blockMix(b, r, y, x, t);
  }
  for (let i = 0; i < n; i++) {
    vm.charge(45 * r);
    const j = b[(2 * r - 1) * 16]! & (n - 1);
    for (let k = 0; k < words; k++) b[k] = b[k]! ^ v[j * words + k]!;
    blockMix(b, r, y, x, t);
  }
  for (let i = 0; i < words; i++) for (let k = 0; k < 4; k++) bytes[i * 4 + k] = b[i]! >>> (8 * k);
}

function number(v: PyValue | undefined, name: string): number {
  if (v === undefined || v === null) throw typeError(`${name} is required and must be an unsigned int`);
  const n = intOf(v);
  if (n === undefined) throw typeError(`${name} is required and must be an unsigned int`);
  return Number(n);
}

/** Without `maxmem` so much may be used. */
const DEFAULT_MEMORY = 32 * 1024 * 1024;

function scrypt(
  vm: VM,
  password: PyValue,
  salt?: PyValue,
  n?: PyValue,
  r?: PyValue,
  p?: PyValue,
  maxmem?: PyValue,
  dklen?: PyValue,
): R {
  const key = requireBuffer(vm, password);
  if (salt === undefined || salt === null) throw typeError('salt is required');
  const salted = requireBuffer(vm, salt);
  const cost = number(n, 'n');
  if (cost < 2 || !Number.isInteger(Math.log2(cost))) throw valueError('n must be a power of 2.');
  const blocks = number(r, 'r');
  const lanes = number(p, 'p');
  const most = maxmem === undefined ? 0 : integer(maxmem);
  if (most < 0 || most > MOST) throw valueError(`maxmem must be positive and smaller than ${MOST}`);
  const length = dklen === undefined ? 64 : integer(dklen);
  if (length < 1 || length > MOST) throw valueError(`dklen must be greater than 0 and smaller than ${MOST}`);
  if (blocks < 1 || lanes < 1 || blocks * lanes >= 2 ** 30 || cost >= 2 ** (16 * blocks))
    throw valueError('Invalid parameter combination for n, r, p, maxmem.');
  const size = 128 * blocks * (cost + lanes + 2);
  if (size > (most || DEFAULT_MEMORY)) throw valueError('memory limit exceeded');
  vm.alloc(size);
  vm.charge(key.length + salted.length + (size >> 4));
  const before = vm.held;
  vm.held += size;
  try {
    const hmac = new Keyed(32, () => new Sha256(32), key);
    const b = stretch(vm, hmac, salted, 1, 128 * blocks * lanes);
    const v = new Uint32Array(32 * blocks * cost);
    for (let i = 0; i < lanes; i++) mixBlock(vm, b.subarray(i * 128 * blocks, (i + 1) * 128 * blocks), cost, blocks, v);
    return newBytes(stretch(vm, hmac, b, 1, length));
  } finally {
    vm.held = before;
  }
}

defineModule('_kdf', {
  doc: 'Keys from passwords.',
  functions: {
    pbkdf2_hmac: [
      '($module, /, hash_name, password, salt, iterations, dklen=None)',
      'Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function.',
      pbkdf2,
    ],
    scrypt: [
      '($module, /, password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)',
      'scrypt password-based key derivation function.',
      scrypt,
    ],
  },
});
