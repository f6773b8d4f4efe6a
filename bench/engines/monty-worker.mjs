// Serves bench/engines/monty.mjs.
import { Monty } from '@pydantic/monty';
import { memoryOf, serve } from './worker.mjs';

function measure({ source, divide }) {
  const program = new Monty(`${source}\nbench(N // ${divide})\n`);
  const start = performance.now();
  const checksum = program.run();
  return { seconds: (performance.now() - start) / 1000, checksum: String(checksum) };
}

function cells(count) {
  const kept = [];
  const create = [];
  const first = [];
  const before = memoryOf();
  for (let i = 0; i < count; i++) {
    let start = performance.now();
    const cell = new Monty('1+1');
    create.push(performance.now() - start);
    start = performance.now();
    cell.run();
    first.push(performance.now() - start);
    kept.push(cell);
  }
  return { create, first, memory: (memoryOf() - before) / kept.length };
}

if (process.argv.includes('--once')) console.log(String(new Monty('1+1').run()));
else serve((request) => (request.cells ? cells(request.cells) : measure(request)));
