/** What long arithmetic costs, from operations that every engine does alike (law 9): fuel is no affair of `Math.pow`. */

/** 2^0.6 */
const DOUBLED = 1.5157165665103982;

/** n^0.6, straight between powers of two; n >= 0. */
function power3By5(n: number): number {
  let scale = 1;
  for (; n >= 32; n /= 32) scale *= 8;
  for (; n >= 2; n /= 2) scale *= DOUBLED;
  return scale * (1 + (n - 1) * (DOUBLED - 1));
}

/** Steps of a product of numbers of n and m words, n >= m. */
export function productSteps(n: number, m: number): number {
  return m < 32 ? n * m : n * power3By5(m) * 4;
}

/** n^1.6: what a conversion between bases takes. */
export function conversionSteps(n: number): number {
  return n * power3By5(n);
}
