/** What a cell under a policy needs of the place it runs in: set once, by `node/platform.ts` or by an embedder. */
import type { Clock, Entropy } from '@rexec/python';
import type { FileTree, MountAccess } from './file-tree.js';
import type { NetworkBackend } from './network-stream.js';

export interface Platform {
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** Milliseconds from any fixed point. */
  readonly milliseconds: () => number;
  readonly collectGarbage?: () => void;
  /** A folder of the host; throws where it cannot be had. Absent: policies with host folders are errors. */
  readonly hostFolder?: (
    folder: string,
    options: { readonly access: MountAccess; readonly quota: number; readonly files: number },
  ) => FileTree;
  /** The text of a file of the host, for the supervisor's own use. */
  readonly readText?: (file: string) => Promise<string>;
  /** Absent: no network, whatever a policy says. */
  readonly network?: () => NetworkBackend;
}

/** How far the time of day may be from the host's, which counts in milliseconds, before it is set by it: nanoseconds. */
const ADRIFT = 5_000_000n;

/**
 * The time of day in nanoseconds since 1970, as fine as `monotonic`: between two settings of the host's clock, what passes
 * of the one passes of the other.
 */
export function timeOfDay(monotonic: () => bigint): () => bigint {
  const host = () => BigInt(Date.now()) * 1_000_000n;
  let ahead = host() - monotonic();
  return () => {
    const now = monotonic() + ahead;
    const adrift = host() - now;
    if (adrift <= ADRIFT && adrift >= -ADRIFT) return now;
    ahead += adrift;
    return now + adrift;
  };
}

const monotonic = () => BigInt(Math.round(performance.now() * 1e6));

/** What the Web's own interfaces give, in a browser too. */
export const WEB_PLATFORM: Platform = {
  clock: { now: timeOfDay(monotonic), monotonic, processTime: monotonic },
  entropy: {
    bytes(n) {
      const out = new Uint8Array(n);
      for (let i = 0; i < n; i += 65536) crypto.getRandomValues(out.subarray(i, i + 65536));
      return out;
    },
  },
  milliseconds: () => performance.now(),
};

let current = WEB_PLATFORM;

export function usePlatform(platform: Platform): void {
  current = platform;
}

export function platformInUse(): Platform {
  return current;
}
