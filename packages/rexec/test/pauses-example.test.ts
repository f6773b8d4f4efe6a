// examples/pauses: the program goes on from a file.
import { existsSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { go } from '../../../examples/pauses/ask-a-person.js';

test('a program waits in a file', () => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'rexec-')), 'order.cell');
  expect(go(undefined, file)).toBe('Is there tea in the house?\n');
  expect(go(undefined, file)).toBe('Is there tea in the house?\n');
  expect(go('yes', file)).toBe('Is there milk in the house?\n');
  expect(go('no', file)).toBe("to buy: ['milk']\n");
  expect(existsSync(file)).toBe(false);
});
