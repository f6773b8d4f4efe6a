/** Number theory of `math`: gcd, lcm, factorial, comb, perm, isqrt. */
import type { MethodRow } from '../objects/define.js';
import { OverflowErrorType, raise, valueError } from '../objects/exception-types.js';
import type { Int } from '../objects/number/int.js';
import * as N from '../objects/number/int.js';
import type { PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { convertThenCall, integerRow, integers } from './math-arguments.js';

/** Product of lo..hi, by halves: the factors stay of one size. */
function rangeProduct(vm: VM, lo: Int, hi: number): Int {
  // `hi` counts the factors from `lo` on.
  if (hi <= 8) {
    let r: Int = lo;
    for (let i = 1; i < hi; i++) r = N.mul(vm, r, N.add(vm, lo, i));
    return hi <= 0 ? 1 : r;
  }
  const half = hi >> 1;
  return N.mul(vm, rangeProduct(vm, lo, half), rangeProduct(vm, N.add(vm, lo, half), hi - half));
}

/** Announces a product of `count` factors up to `n`. */
function reserveProduct(vm: VM, n: Int, count: number): void {
  vm.alloc((count * N.bitLength(n)) / 8);
  vm.charge(count);
}

function factorial(vm: VM, n: Int): Int {
  if (n < 0) throw valueError('factorial() not defined for negative values');
  if (typeof n !== 'number' || n > 0x7fffffffffff) {
    throw raise(OverflowErrorType, 'factorial() argument should not exceed 9223372036854775807');
  }
  if (n < 2) return 1;
  reserveProduct(vm, n, n);
  return rangeProduct(vm, 1, n);
}

function perm(vm: VM, n: Int, k: Int): Int {
  if (n < 0) throw valueError('n must be a non-negative integer');
  if (k < 0) throw valueError('k must be a non-negative integer');
  if (k > n) return 0;
  if (typeof k !== 'number') throw raise(OverflowErrorType, 'k must not exceed 9223372036854775807');
  if (k === 0) return 1;
  reserveProduct(vm, n, k);
  return rangeProduct(vm, N.add(vm, N.sub(vm, n, k), 1), k);
}

function comb(vm: VM, n: Int, k: Int): Int {
  if (n < 0) throw valueError('n must be a non-negative integer');
  if (k < 0) throw valueError('k must be a non-negative integer');
  if (k > n) return 0;
  const other = N.sub(vm, n, k);
  if (other < k) k = other;
  if (typeof k !== 'number') throw raise(OverflowErrorType, 'min(n - k, k) must not exceed 9223372036854775807');
  if (k === 0) return 1;
  let small = 1;
  if (typeof n === 'number') {
    for (let i = 1; ; i++) {
      const next: number = small * (n - k + i);
      if (next > Number.MAX_SAFE_INTEGER) break;
      small = next / i;
      if (i === k) return small;
    }
  }
  reserveProduct(vm, n, k);
  return N.floordiv(vm, rangeProduct(vm, N.add(vm, N.sub(vm, n, k), 1), k), rangeProduct(vm, 1, k));
}

function lcm(vm: VM, a: Int, b: Int): Int {
  if (a === 0 || b === 0) return 0;
  return N.abs(N.mul(vm, N.floordiv(vm, a, N.gcd(vm, a, b)), b));
}

function variadic(name: string, start: Int, f: (vm: VM, a: Int, b: Int) => Int): MethodRow {
  return [
    '($module, /, *integers)',
    null,
    (vm: VM, args: PyValue[]): R => {
      const ns = integers(args);
      if (ns === undefined) return convertThenCall(vm, 'indices_then_call', 'math', name, args);
      vm.charge(ns.length);
      let r = start;
      for (const [i, n] of ns.entries()) r = i === 0 ? N.abs(n) : f(vm, r, n);
      return r;
    },
  ];
}

export const integerFunctions: Record<string, MethodRow> = {
  gcd: variadic('gcd', 0, N.gcd),
  lcm: variadic('lcm', 1, lcm),
  factorial: integerRow('factorial', '($module, n, /)', factorial),
  comb: integerRow('comb', '($module, n, k, /)', comb),
  isqrt: integerRow('isqrt', '($module, n, /)', (vm, n) => N.isqrt(vm, n)),
  perm: [
    '($module, n, k=None, /)',
    null,
    (vm: VM, n: PyValue, k: PyValue = null): R => {
      const args = k === null ? [n] : [n, k];
      const ns = integers(args);
      if (ns === undefined) return convertThenCall(vm, 'indices_then_call', 'math', 'perm', args);
      return ns.length === 1 ? factorial(vm, ns[0]!) : perm(vm, ns[0]!, ns[1]!);
    },
  ],
};
