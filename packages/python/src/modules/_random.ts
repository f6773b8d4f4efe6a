/**
 * `_random.Random`: the generator under random.py. One that was given no seed takes it from the power of entropy when a
 * number is first asked for: so a cell without that power can import `random` and use seeded generators.
 */
import { newBuiltinType, ObjectType, tuple } from '../objects/builtin-types.js';
import { defineIntrinsics, defineModule, defineType } from '../objects/define.js';
import { OverflowErrorType, raise, typeError, valueError } from '../objects/exception-types.js';
import { type Int, normalize } from '../objects/number/int.js';
import { PyFloat, PyObject, type PyType, type PyValue, type R } from '../objects/object.js';
import { PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { hashFast } from '../protocols/hash.js';
import { coerced, intOf } from '../types/coerce.js';
import { MersenneTwister } from './mersenne-twister.js';

const RandomType = newBuiltinType('_random.Random', ObjectType, { layout: 'random' });

export class PyRandom extends PyObject {
  slotted: (PyValue | undefined)[] | null = null;
  readonly twister = new MersenneTwister();
  seeded = false;
}

const WORDS = 624;

function words(vm: VM, n: Int): Uint32Array {
  if (typeof n === 'number' && n <= 0xffffffff) return Uint32Array.of(n);
  const hex = n.toString(16);
  vm.charge(hex.length >> 2);
  vm.alloc(hex.length);
  const count = Math.ceil(hex.length / 8);
  const out = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const end = hex.length - i * 8;
    out[i] = parseInt(hex.slice(Math.max(0, end - 8), end), 16);
  }
  return out;
}

function seedBy(vm: VM, self: PyRandom, n: Int): void {
  vm.charge(WORDS);
  self.twister.seed(words(vm, n < 0 ? normalize(-BigInt(n)) : n));
  self.seeded = true;
}

/** Bytes from outside; refused where the cell has no entropy. */
export function entropyBytes(vm: VM, n: number): Uint8Array {
  const { entropy } = vm.powers;
  if (entropy === undefined) throw vm.refuse('os.urandom', String(n), 'no power of entropy');
  vm.charge(n >> 3);
  vm.alloc(n + 120);
  const out = new Uint8Array(n);
  const given = entropy.bytes(n);
  for (let i = 0; i < n; i++) out[i] = given[i]!;
  return out;
}

function ready(vm: VM, self: PyRandom): MersenneTwister {
  if (!self.seeded) {
    const bytes = entropyBytes(vm, WORDS * 4);
    const key = new Uint32Array(WORDS);
    for (let i = 0; i < bytes.length; i++) key[i >> 2] = key[i >> 2]! | (bytes[i]! << ((i & 3) * 8));
    vm.charge(WORDS);
    self.twister.seed(key);
    self.seeded = true;
  }
  vm.charge(1);
  return self.twister;
}

function seed(vm: VM, self: PyRandom, by: PyValue = null): R {
  if (by === null) {
    self.seeded = false;
    return null;
  }
  const n = intOf(by);
  if (n !== undefined) seedBy(vm, self, n);
  else {
    const hash = hashFast(vm, by);
    if (hash === undefined) return vm.lib('random_seed_by_hash', [self, by]);
    seedBy(vm, self, normalize(BigInt.asUintN(64, BigInt(hash))));
  }
  return null;
}

function getrandbits(vm: VM, self: PyRandom, k: number): R {
  if (k < 0) throw valueError('Cannot convert negative int');
  const twister = ready(vm, self);
  if (k === 0) return 0;
  if (k <= 32) return twister.next() >>> (32 - k);
  const count = Math.ceil(k / 32);
  vm.charge(count);
  vm.alloc(k);
  if (count > 0x2000000) throw raise(OverflowErrorType, 'int too large to convert');
  const parts = new Array<string>(count);
  for (let i = 0, left = k; i < count; i++, left -= 32) {
    const r = twister.next() >>> (left < 32 ? 32 - left : 0);
    parts[count - 1 - i] = r.toString(16).padStart(8, '0');
  }
  return normalize(BigInt(`0x${parts.join('')}`));
}

function getstate(vm: VM, self: PyRandom): R {
  const { state, index } = ready(vm, self);
  vm.charge(WORDS);
  vm.alloc(WORDS * 8);
  return tuple([...state, index]);
}

function setstate(vm: VM, self: PyRandom, given: PyValue): R {
  if (!(given instanceof PyTuple)) throw typeError('state vector must be a tuple');
  if (given.items.length !== WORDS + 1) throw valueError('state vector is the wrong size');
  vm.charge(WORDS);
  const numbers = given.items.map((v) => {
    const n = intOf(v);
    if (n === undefined) throw typeError('an integer is required');
    if (n < 0) throw raise(OverflowErrorType, "can't convert negative value to unsigned int");
    return Number(BigInt.asUintN(32, BigInt(n)));
  });
  const index = intOf(given.items[WORDS]!)!;
  if (index < 0 || index > WORDS) throw valueError('invalid state');
  self.twister.state.set(numbers.slice(0, WORDS));
  self.twister.index = Number(index);
  self.seeded = true;
  return null;
}

defineType(RandomType, {
  doc: 'Random() -> create a random number generator with its own internal state.',
  new: [
    '($type, *args, **kwargs)',
    null,
    (vm: VM, cls: PyType) => {
      vm.alloc(3000);
      return new PyRandom(cls.root);
    },
  ],
  methods: {
    __init__: ['($self, seed=None, /)', null, seed],
    random: [
      '($self, /)',
      'random() -> x in the interval [0, 1).',
      (vm: VM, self: PyRandom) => {
        vm.alloc(16);
        return new PyFloat(ready(vm, self).nextFloat());
      },
    ],
    seed: [
      '($self, n=None, /)',
      'Defaults to use urandom and falls back to a combination of the current time and the process identifier.',
      seed,
    ],
    ...coerced(RandomType, {
      getrandbits: ['($self, k, /)', 'getrandbits(k) -> x.  Generates an int with k random bits.', getrandbits, 'i'],
    }),
    getstate: ['($self, /)', 'getstate() -> tuple containing the current state.', getstate],
    setstate: ['($self, state, /)', 'setstate(state) -> None.  Restores generator state.', setstate],
  },
});

defineModule('_random', {
  doc: 'Module implements the Mersenne Twister random number generator.',
  types: [RandomType],
});

defineIntrinsics({
  random_seed: [
    '(random, hash, /)',
    (vm: VM, self: PyRandom, hash: PyValue) => seedBy(vm, self, normalize(BigInt.asUintN(64, BigInt(intOf(hash)!)))),
  ],
});
