// The one table of opcodes against the machine: each has a handler, and no handler is without a row.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BINARY_OPERATORS, OPCODES } from '../src/compiler/opcodes.js';
import '../src/index.js';
import { isRareOp } from '../src/machine/rare-ops.js';
import { BINARY } from '../src/protocols/operators.js';

const loop = readFileSync(new URL('../src/machine/loop.ts', import.meta.url), 'utf8');
const inLoop = new Set([...loop.matchAll(/case Op\.([A-Z_0-9]+):/g)].map((m) => m[1]!));

describe('the table of opcodes', () => {
  test('names are unique and fit eight bits', () => {
    expect(new Set(OPCODES.map((row) => row.name)).size).toBe(OPCODES.length);
    expect(OPCODES.length).toBeLessThanOrEqual(256);
  });

  test('each opcode has exactly one handler in the machine', () => {
    const none = OPCODES.filter((row, op) => !inLoop.has(row.name) && !isRareOp(op)).map((row) => row.name);
    const two = OPCODES.filter((row, op) => inLoop.has(row.name) && isRareOp(op)).map((row) => row.name);
    expect({ none, two }).toEqual({ none: [], two: [] });
  });

  test('the loop handles no opcode without a row', () => {
    const names = new Set(OPCODES.map((row) => row.name));
    expect([...inLoop].filter((name) => !names.has(name))).toEqual([]);
  });

  test('binary operators have the same order in the table and in the protocol', () => {
    expect(BINARY_OPERATORS.map((row) => row[2])).toEqual(BINARY.map((row) => row.method));
  });
});
