// One attack in one process: runs the program to its end, then another cell, and prints what happened as JSON.
import { readFileSync } from 'node:fs';
import { Cell, garbageCollector } from '../packages/rexec/dist/index.js';

const [file, limits] = process.argv.slice(2);

/** Milliseconds of the processor's time that this process has had. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const started = processorTime();
const cell = Cell.create({
  limits: JSON.parse(limits),
  deadlineClock: processorTime,
  collectGarbage: garbageCollector(),
});
const { status, error, usage } = cell.runProgramSync(readFileSync(file, 'utf8'), { filename: file });
const ms = processorTime() - started;
const next = Cell.create().evaluateSync('1 + 1');
console.log(
  JSON.stringify({
    status,
    error: error === null ? null : { type: error.type, message: error.message.slice(0, 200), limit: error.limit },
    ms,
    usage,
    peak: process.resourceUsage().maxRSS * 1024,
    next: String(next.value),
  }),
);
