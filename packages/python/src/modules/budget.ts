/**
 * `budget`: what the program may spend, and what it has spent: fuel, time (milliseconds), memory (bytes), output
 * (characters). Not a module of CPython's. Only where the supervisor lets the program read it (`limits.readable`).
 */
import { newDict } from '../objects/builtin-types.js';
import { defineModule, type MethodRow } from '../objects/define.js';
import { PyFloat, type PyValue } from '../objects/object.js';
import type { VM } from '../objects/vm.js';

/** A number of JavaScript as Python's: an int where it is one. */
function numberOf(n: number): PyValue {
  return Number.isSafeInteger(n) ? n : new PyFloat(n);
}

function row(doc: string, value: (limit: number, used: number) => number): MethodRow {
  return [
    '($module, /)',
    doc,
    (vm: VM) => {
      if (vm.powers.budget !== true) {
        throw vm.refuse('rexec.budget', '', 'the program may not read its budget (limits.readable)');
      }
      const d = newDict();
      for (const [name, [limit, used]] of vm.budget()) d.setStr(name, numberOf(value(limit, used)));
      return d;
    },
  ];
}

defineModule('budget', {
  doc: 'What the program may spend, and what it has spent.',
  functions: {
    limits: row('What may be spent in all.', (limit) => limit),
    used: row('What has been spent so far.', (_limit, used) => Math.ceil(used)),
    left: row('What is left.', (limit, used) => Math.max(0, Math.floor(limit - used))),
  },
});
