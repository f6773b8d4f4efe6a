/** MT19937 (Matsumoto and Nishimura), with the seeding by an array of words. */

const N = 624;
const M = 397;

export class MersenneTwister {
  /** 624 words and the index of the next one. */
  state = new Uint32Array(N);
  index = N;

  private seedWord(s: number): void {
    const { state } = this;
    state[0] = s;
    for (let i = 1; i < N; i++) {
      const x = state[i - 1]! ^ (state[i - 1]! >>> 30);
      state[i] = Math.imul(1812433253, x) + i;
    }
    this.index = N;
  }

  seed(key: Uint32Array): void {
    this.seedWord(19650218);
    const { state } = this;
    const n = key.length;
    let i = 1;
    let j = 0;
    for (let k = Math.max(N, n); k > 0; k--) {
      const x = state[i - 1]! ^ (state[i - 1]! >>> 30);
      state[i] = (state[i]! ^ Math.imul(x, 1664525)) + key[j]! + j;
      if (++i >= N) {
        state[0] = state[N - 1]!;
        i = 1;
      }
      if (++j >= n) j = 0;
    }
    for (let k = N - 1; k > 0; k--) {
      const x = state[i - 1]! ^ (state[i - 1]! >>> 30);
      state[i] = (state[i]! ^ Math.imul(x, 1566083941)) - i;
      if (++i >= N) {
        state[0] = state[N - 1]!;
        i = 1;
      }
    }
    state[0] = 0x80000000;
  }

  private refill(): void {
    const { state } = this;
    for (let k = 0; k < N; k++) {
      const y = (state[k]! & 0x80000000) | (state[(k + 1) % N]! & 0x7fffffff);
      state[k] = state[(k + M) % N]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.index = 0;
  }

  /** The next 32 bits. */
  next(): number {
    if (this.index >= N) this.refill();
    let y = this.state[this.index++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** 53 random bits as a float from 0 to 1. */
  nextFloat(): number {
    const a = this.next() >>> 5;
    const b = this.next() >>> 6;
    return (a * 67108864 + b) / 9007199254740992;
  }
}
