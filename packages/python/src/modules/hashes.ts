/** `_md5`, `_sha1`, `_sha2`, `_sha3` and `_blake2`: hash objects over the digest-*.ts functions. */
import { newBuiltinType, ObjectType, typeOf } from '../objects/builtin-types.js';
import { defineModule, defineType, type MethodRow } from '../objects/define.js';
import { OverflowErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { PyObject, type PyType, type PyValue, type R, type Shape } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { contiguousBytes, newBytes } from '../types/buffer.js';
import { intOf, strOf } from '../types/coerce.js';
import { Blake2 } from './digest-blake2.js';
import type { BlockDigest } from './digest-blocks.js';
import { Md5, Sha1 } from './digest-md5-sha1.js';
import { Sha256, Sha512 } from './digest-sha2.js';
import { Sha3 } from './digest-sha3.js';

/** `size` 0: the length of the result is the caller's choice (SHAKE). */
export class PyHash extends PyObject {
  constructor(
    shape: Shape,
    readonly name: string,
    readonly size: number,
    readonly digest: BlockDigest,
  ) {
    super(shape);
  }
}

function dataOf(vm: VM, v: PyValue): Uint8Array {
  if (strOf(v) !== undefined) throw typeError('Strings must be encoded before hashing');
  const b = contiguousBytes(vm, v);
  if (b === undefined) throw typeError('object supporting the buffer API required');
  return b;
}

function update(vm: VM, self: PyHash, v: PyValue): void {
  const data = dataOf(vm, v);
  vm.charge(1 + (data.length >> 2));
  self.digest.update(data);
}

function hashObject(
  vm: VM,
  cls: PyType,
  name: string,
  size: number,
  digest: BlockDigest,
  data: PyValue | undefined,
): PyHash {
  vm.alloc(1000);
  const h = new PyHash(cls.root, name, size, digest);
  if (data !== undefined) update(vm, h, data);
  return h;
}

function result(vm: VM, self: PyHash, length = self.size): Uint8Array {
  vm.charge(40 + (length >> 2));
  vm.alloc(1000 + length);
  return self.digest.copy().finish(length);
}

function hex(bytes: Uint8Array): string {
  let out = '';
  for (const b of bytes) out += b.toString(16).padStart(2, '0');
  return out;
}

const UPDATE: MethodRow = [
  '($self, obj, /)',
  "Update this hash object's state with the provided bytes-like object.",
  update,
];
const COPY: MethodRow = [
  '($self, /)',
  'Return a copy of the hash object.',
  (vm: VM, self: PyHash) => {
    vm.alloc(1000);
    return new PyHash(self.shape, self.name, self.size, self.digest.copy());
  },
];

function defineHashType(cls: PyType, rows: Record<string, MethodRow>): void {
  defineType(cls, {
    methods: { update: UPDATE, copy: COPY, ...rows },
    getset: {
      name: { get: (_vm, self: PyHash) => self.name },
      digest_size: { get: (_vm, self: PyHash) => self.size },
      block_size: { get: (_vm, self: PyHash) => self.digest.blockSize },
    },
  });
}

const FIXED: Record<string, MethodRow> = {
  digest: [
    '($self, /)',
    'Return the digest value as a bytes object.',
    (vm: VM, self: PyHash) => newBytes(result(vm, self)),
  ],
  hexdigest: [
    '($self, /)',
    'Return the digest value as a string of hexadecimal digits.',
    (vm: VM, self: PyHash) => hex(result(vm, self)),
  ],
};

function shakeLength(v: PyValue): number {
  const n = intOf(v);
  if (n === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  if (n < 0) throw valueError('Cannot convert negative int');
  if (n >= 2 ** 29) throw raise(OverflowErrorType, 'digest length is too large');
  return Number(n);
}

const FREE: Record<string, MethodRow> = {
  digest: [
    '($self, /, length)',
    'Return the digest value as a bytes object.',
    (vm: VM, self: PyHash, n: PyValue) => newBytes(result(vm, self, shakeLength(n))),
  ],
  hexdigest: [
    '($self, /, length)',
    'Return the digest value as a string of hexadecimal digits.',
    (vm: VM, self: PyHash, n: PyValue) => hex(result(vm, self, shakeLength(n))),
  ],
};

const SIGNATURE = "($module, /, data=b'', *, usedforsecurity=True, string=None)";

/** A module function that makes hash objects: `data`, or `string` by its older name. */
function maker(cls: PyType, name: string, size: number, make: () => BlockDigest): MethodRow {
  return [
    SIGNATURE,
    `Return a new ${name.toUpperCase()} hash object; optionally initialized with a string.`,
    (vm: VM, data?: PyValue, _security?: PyValue, string?: PyValue): R => {
      if (data !== undefined && string !== undefined && string !== null) {
        throw typeError(
          "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.",
        );
      }
      return hashObject(vm, cls, name, size, make(), data ?? string ?? undefined);
    },
  ];
}

const plain = (name: string): PyType => newBuiltinType(name, ObjectType, { final: true });

const Md5Type = plain('_md5.md5');
const Sha1Type = plain('_sha1.sha1');
const Sha224Type = plain('_sha2.SHA224Type');
const Sha256Type = plain('_sha2.SHA256Type');
const Sha384Type = plain('_sha2.SHA384Type');
const Sha512Type = plain('_sha2.SHA512Type');
for (const cls of [Md5Type, Sha1Type, Sha224Type, Sha256Type, Sha384Type, Sha512Type]) defineHashType(cls, FIXED);

defineModule('_md5', {
  types: [],
  functions: { md5: maker(Md5Type, 'md5', 16, () => new Md5()) },
  values: () => [['MD5Type', Md5Type]],
});
defineModule('_sha1', {
  functions: { sha1: maker(Sha1Type, 'sha1', 20, () => new Sha1()) },
  values: () => [['SHA1Type', Sha1Type]],
});
defineModule('_sha2', {
  functions: {
    sha224: maker(Sha224Type, 'sha224', 28, () => new Sha256(28)),
    sha256: maker(Sha256Type, 'sha256', 32, () => new Sha256(32)),
    sha384: maker(Sha384Type, 'sha384', 48, () => new Sha512(48)),
    sha512: maker(Sha512Type, 'sha512', 64, () => new Sha512(64)),
  },
  types: [Sha224Type, Sha256Type, Sha384Type, Sha512Type],
});

// -- SHA-3: the classes are the functions ------------------------------------------------------------------------------------

const SHA3_SUFFIX = 0x06;
const SHAKE_SUFFIX = 0x1f;

function defineSha3(name: string, rate: number, size: number): PyType {
  const cls = plain(`_sha3.${name}`);
  const suffix = size === 0 ? SHAKE_SUFFIX : SHA3_SUFFIX;
  const [, doc, make] = maker(cls, name, size, () => new Sha3(rate, suffix));
  defineHashType(cls, size === 0 ? FREE : FIXED);
  defineType(cls, {
    doc,
    new: [SIGNATURE.replace('$module', '$type'), null, (vm: VM, _cls: PyType, ...args: PyValue[]) => make(vm, ...args)],
    getset: {
      _capacity_bits: { get: () => 1600 - rate * 8 },
      _rate_bits: { get: () => rate * 8 },
      _suffix: { get: () => newBytes(Uint8Array.of(suffix)) },
    },
  });
  return cls;
}

defineModule('_sha3', {
  types: [
    defineSha3('sha3_224', 144, 28),
    defineSha3('sha3_256', 136, 32),
    defineSha3('sha3_384', 104, 48),
    defineSha3('sha3_512', 72, 64),
    defineSha3('shake_128', 168, 0),
    defineSha3('shake_256', 136, 0),
  ],
  values: () => [['implementation', 'generic']],
});

// -- BLAKE2 --------------------------------------------------------------------------------------------------------------------

/** An int argument from `low` to `high`, or `fallback`. */
function intArgument(v: PyValue | undefined, fallback: number, low: number, high: number, message: string): bigint {
  if (v === undefined) return BigInt(fallback);
  const n = intOf(v);
  if (n === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  if (typeof n === 'bigint' || Math.abs(n) > 0x7fffffff)
    throw raise(OverflowErrorType, 'Python int too large to convert to C int');
  if (n < low || n > high) throw valueError(message);
  return BigInt(n);
}

/** An unsigned argument of a C type of 64 bits, with a bound of its own. */
function unsignedArgument(v: PyValue | undefined, what: string, type: string, bits: number): bigint {
  if (v === undefined) return 0n;
  const given = intOf(v);
  if (given === undefined) throw typeError(`'${typeOf(v).name}' object cannot be interpreted as an integer`);
  const n = BigInt(given);
  if (n < 0n) throw valueError('Cannot convert negative int');
  if (n >> 64n !== 0n) throw raise(OverflowErrorType, `Python int too large for C ${type}`);
  if (n >> BigInt(bits) !== 0n) throw raise(OverflowErrorType, `${what} is too large`);
  return n;
}

function bytesArgument(vm: VM, v: PyValue | undefined, most: number, what: string): Uint8Array {
  if (v === undefined) return new Uint8Array(0);
  const b = contiguousBytes(vm, v);
  if (b === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(v).name}'`);
  if (b.length > most) throw valueError(`maximum ${what} length is ${most} bytes`);
  return b;
}

const BLAKE2_SIGNATURE = (size: number) =>
  `($type, data=b'', /, *, digest_size=${size}, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, ` +
  'node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)';

function defineBlake2(name: string, wide: boolean): PyType {
  const cls = plain(`_blake2.${name}`);
  const most = wide ? 64 : 32;
  const part = wide ? 16 : 8;
  defineHashType(cls, FIXED);
  const make = (
    vm: VM,
    _cls: PyType,
    data?: PyValue,
    digestSize?: PyValue,
    key?: PyValue,
    salt?: PyValue,
    person?: PyValue,
    fanout?: PyValue,
    depth?: PyValue,
    leafSize?: PyValue,
    nodeOffset?: PyValue,
    nodeDepth?: PyValue,
    innerSize?: PyValue,
    lastNode?: PyValue,
    _security?: PyValue,
    string?: PyValue,
  ): R => {
    const size = Number(
      intArgument(
        digestSize,
        most,
        1,
        most,
        `digest_size for ${name === 'blake2b' ? 'Blake2b' : 'Blake2s'} must be between 1 and ${most} bytes, here it is ${intOf(digestSize ?? 0)}`,
      ),
    );
    const keyBytes = bytesArgument(vm, key, most, 'key');
    const parameters = {
      digestSize: size,
      keySize: keyBytes.length,
      salt: bytesArgument(vm, salt, part, 'salt').slice(),
      person: bytesArgument(vm, person, part, 'person').slice(),
      fanout: Number(intArgument(fanout, 1, 0, 255, 'fanout must be between 0 and 255')),
      depth: Number(intArgument(depth, 1, 1, 255, 'depth must be between 1 and 255')),
      leafSize: Number(unsignedArgument(leafSize, 'leaf_size', 'unsigned long', 32)),
      nodeOffset: unsignedArgument(nodeOffset, 'node_offset', 'unsigned long long', wide ? 64 : 48),
      nodeDepth: Number(intArgument(nodeDepth, 0, 0, 255, 'node_depth must be between 0 and 255')),
      innerSize: Number(intArgument(innerSize, 0, 0, most, `inner_size must be between 0 and is ${most}`)),
      lastNode: lastNode === true,
    };
    const digest = new Blake2(wide, parameters);
    if (keyBytes.length > 0) {
      const block = new Uint8Array(digest.blockSize);
      block.set(keyBytes);
      digest.update(block);
    }
    return hashObject(vm, cls, name, size, digest, data ?? string ?? undefined);
  };
  defineType(cls, {
    doc: `Return a new ${name === 'blake2b' ? 'BLAKE2b' : 'BLAKE2s'} hash object.`,
    new: [BLAKE2_SIGNATURE(most), null, make],
    attrs: { SALT_SIZE: part, PERSON_SIZE: part, MAX_KEY_SIZE: most, MAX_DIGEST_SIZE: most },
  });
  return cls;
}

defineModule('_blake2', { types: [defineBlake2('blake2b', true), defineBlake2('blake2s', false)] });
