/** Arguments of events cut to a bounded size: the record must not grow with what a program passes. */
import type { Plain } from '@rexec/python';
import { beginning } from './arguments.js';

const MAX_TEXT = 500;
const MAX_BYTES = 64;
const MAX_ITEMS = 16;
const MAX_DEPTH = 3;
/** Of all arguments of one event together. */
const MAX_ALL = 4000;
/** What each item counts besides its text. */
const ITEM = 8;

/** How much of an event's arguments is kept yet. */
interface Room {
  left: number;
}

export function boundedArgs(args: readonly Plain[], room: Room = { left: MAX_ALL }, depth = 0): readonly Plain[] {
  const out: Plain[] = [];
  for (let i = 0; i < args.length && i < MAX_ITEMS && room.left > 0; i++) out.push(bounded(args[i]!, room, depth));
  if (out.length < args.length) out.push('…');
  return out;
}

function bounded(v: Plain, room: Room, depth: number): Plain {
  room.left -= ITEM;
  switch (typeof v) {
    case 'string': {
      const most = Math.max(0, Math.min(MAX_TEXT, room.left));
      room.left -= Math.min(v.length, most);
      return v.length > most ? `${beginning(v, most)}…` : v;
    }
    case 'bigint':
      return v > 2n ** 64n || v < -(2n ** 64n) ? '<int>' : v;
    case 'number':
    case 'boolean':
      return v;
  }
  if (v === null) return v;
  if (v instanceof Uint8Array) {
    room.left -= Math.min(v.length, MAX_BYTES);
    return v.slice(0, MAX_BYTES);
  }
  if (Array.isArray(v)) return depth < MAX_DEPTH ? boundedArgs(v, room, depth + 1) : '…';
  return '?';
}

/** About how many characters a record of these arguments, cut already, has. */
export function sizeOfArgs(args: readonly Plain[]): number {
  let size = 0;
  for (const v of args) {
    if (Array.isArray(v)) size += sizeOfArgs(v);
    else if (typeof v === 'string' || v instanceof Uint8Array) size += v.length;
    size += ITEM;
  }
  return size;
}
