// Serves bench/engines/pyodide.mjs. A "cell" of Pyodide is a whole interpreter: there is nothing smaller that is apart.
import { loadPyodide } from 'pyodide';
import { memoryOf, serve } from './worker.mjs';

const load = () => loadPyodide({ stdout() {}, stderr() {} });

const MEASURE = `
def _measure(source, divide):
    import time
    names = {'__name__': 'bench'}
    exec(compile(source, 'bench.py', 'exec'), names)
    start = time.perf_counter()
    checksum = names['bench'](names['N'] // divide)
    return [time.perf_counter() - start, str(checksum)]
`;

async function cells(count) {
  const kept = [];
  const create = [];
  const first = [];
  const before = memoryOf();
  for (let i = 0; i < count; i++) {
    let start = performance.now();
    const cell = await load();
    create.push(performance.now() - start);
    start = performance.now();
    cell.runPython('1+1');
    first.push(performance.now() - start);
    kept.push(cell);
  }
  return { create, first, memory: (memoryOf() - before) / kept.length };
}

if (process.argv.includes('--once')) {
  console.log((await load()).runPython('1+1'));
} else {
  let measure;
  serve(async (request) => {
    if (request.cells) return cells(request.cells);
    if (!measure) {
      const python = await load();
      python.runPython(MEASURE);
      measure = python.globals.get('_measure');
    }
    const answer = measure(request.source, request.divide);
    const [seconds, checksum] = answer.toJs();
    answer.destroy();
    return { seconds, checksum };
  });
}
