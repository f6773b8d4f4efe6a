// One attack in one process: runs the program, then another cell, and prints what happened as JSON.
import { readFileSync } from 'node:fs';
import { Cell, garbageCollector } from '../packages/rexec/dist/index.js';

const [file, limits] = process.argv.slice(2);
const started = performance.now();
const cell = Cell.create({
  limits: JSON.parse(limits),
  deadlineClock: () => performance.now(),
  collectGarbage: garbageCollector(),
});
const r = cell.run(readFileSync(file, 'utf8'), { filename: file });
const ms = performance.now() - started;
const next = Cell.create().evaluate('1 + 1');
console.log(
  JSON.stringify({
    status: r.status,
    error:
      r.error === null ? null : { type: r.error.type, message: r.error.message.slice(0, 200), limit: r.error.limit },
    ms,
    usage: r.usage,
    peak: process.resourceUsage().maxRSS * 1024,
    next: String(next.value),
  }),
);
