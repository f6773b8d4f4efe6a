// CPython 3.14, as the `pyodide` package ships it, behind the pool's protocol: { name, source } -> { stdout, stderr, status }.
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';

const python = await loadPyodide({ stdout() {}, stderr() {} });
python.runPython(readFileSync(new URL('./judge.py', import.meta.url), 'utf8'));
const judge = python.globals.get('judge');

process.on('message', ({ name, source }) => {
  const answer = judge(name, source);
  const [stdout, stderr, status] = answer.toJs();
  answer.destroy();
  process.send({ stdout, stderr, status });
});
