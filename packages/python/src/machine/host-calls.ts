/**
 * Calls of the host's functions: as fast as a call of the program's own where the host answers at once. What is to be
 * awaited is library code's (library/host.py).
 */
import { tuple } from '../objects/builtin-types.js';
import type { PyHostReference } from '../objects/host-reference.js';
import type { PyValue, R } from '../objects/object.js';
import type { Plain } from '../powers.js';
import { toPlain } from '../types/host-values.js';
import { kwDict } from './calls.js';
import type { Machine } from './machine.js';

const NO_KEYWORDS: Plain = Object.freeze(['dict']) as Plain;

export function callHost(m: Machine, ref: PyHostReference, args: PyValue[], kw: string[] | null): R {
  if (ref.awaitable !== 'never' && isAwaited(m, ref)) return throughLibrary(m, ref, args, kw);
  const count = kw === null ? args.length : args.length - kw.length;
  const before = m.held;
  let given: Plain[];
  let named = NO_KEYWORDS;
  try {
    m.held += count * 24 + 80;
    m.alloc(count * 24 + 80);
    given = ['tuple'];
    for (let i = 0; i < count; i++) given.push(toPlain(m, args[i]!));
    if (kw !== null && kw.length > 0) named = toPlain(m, kwDict(args, kw));
  } finally {
    m.held = before;
  }
  return m.systemOfHost('host_call', [ref.id, ref.member, given, named]);
}

/**
 * Whether calling it now gives something to await: always, or while an event loop runs (modules/_event_loop.ts); or other
 * threads are to go on until the host has answered.
 */
function isAwaited(m: Machine, ref: PyHostReference): boolean {
  if (ref.awaitable === 'always' || m.threads.length > 1) return true;
  const state = m.moduleState.get('event-loop') as { readonly loop: PyValue } | undefined;
  return state !== undefined && state.loop !== null;
}

function throughLibrary(m: Machine, ref: PyHostReference, args: PyValue[], kw: string[] | null): R {
  const positional = kw === null ? args : args.slice(0, args.length - kw.length);
  return m.lib('call_host', [ref, tuple(positional), kwDict(args, kw)]);
}
