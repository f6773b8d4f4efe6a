/** Plain data of our own making (settings, findings) as wire values. */
import type { WireValue } from './wire.js';

/** Plain data (objects of our own making, never of a cell's) as a wire value: objects are maps. */
export function dataToWire(data: unknown): WireValue {
  if (Array.isArray(data)) return data.map(dataToWire);
  if (data instanceof Uint8Array || data instanceof Date) return data;
  if (typeof data === 'object' && data !== null) {
    return new Map(
      Object.entries(data)
        .filter(([, v]) => v !== undefined)
        .map(([k, v]) => [k, dataToWire(v)]),
    );
  }
  return data as WireValue;
}

/** The way back, for data from the supervisor. */
export function wireToData(value: WireValue): unknown {
  if (Array.isArray(value)) return value.map(wireToData);
  if (value instanceof Map) {
    const out: Record<string, unknown> = {};
    for (const [k, v] of value) out[String(k)] = wireToData(v);
    return out;
  }
  return value;
}
