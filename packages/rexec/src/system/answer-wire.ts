/** Answers of the system as messages: to a cell's process, and into a recording. */
import type { Plain, SystemAnswer } from '@rexec/python';
import { WireError, type WireValue } from './wire.js';
import { number, text } from './wire-shape.js';

type LimitAnswer = Extract<SystemAnswer, { kind: 'limit' }>;

export function answerToWire(a: SystemAnswer): readonly WireValue[] {
  switch (a.kind) {
    case 'value':
      return ['value', a.value as WireValue, a.spent === undefined ? null : [a.spent.fuel, a.spent.memory]];
    case 'error':
      return ['error', a.errno, a.strerror, a.filename ?? null, a.filename2 ?? null];
    case 'refused':
      return ['refused', a.message, a.type ?? 'PermissionError', a.filename ?? null, a.unlisted === true];
    case 'limit':
      return ['limit', a.limit, a.message];
  }
}

export function wireToAnswer(parts: readonly WireValue[]): SystemAnswer {
  const optional = (v: WireValue | undefined) => (v === null ? {} : { filename: text(v) });
  switch (parts[0]) {
    case 'value': {
      const value = parts[1] as Plain;
      if (!Array.isArray(parts[2])) return { kind: 'value', value };
      const [fuel, memory] = parts[2] as WireValue[];
      return { kind: 'value', value, spent: { fuel: number(fuel), memory: number(memory) } };
    }
    case 'error': {
      const second = parts[4] === null ? {} : { filename2: text(parts[4]) };
      return { kind: 'error', errno: number(parts[1]), strerror: text(parts[2]), ...optional(parts[3]), ...second };
    }
    case 'refused': {
      const unlisted = parts[4] === true;
      return { kind: 'refused', message: text(parts[1]), type: text(parts[2]), unlisted, ...optional(parts[3]) };
    }
    case 'limit':
      return { kind: 'limit', limit: text(parts[1]) as LimitAnswer['limit'], message: text(parts[2]) };
    default:
      throw new WireError('an answer of an unknown kind');
  }
}
