// What CPython 3.14 itself makes of tests of CPython's suite (whose tree may be of another version): a process of its own,
// since a test may end it. Arguments: the tree's tests, a module, and the units of it as JSON; writes the driver's lines.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPyodide } from 'pyodide';

const standIns = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'cpython');
const [tests, module, units] = process.argv.slice(2);
const pyodide = await loadPyodide({ stdout: (line) => process.stdout.write(`${line}\n`), stderr: () => {} });
for (const [at, folder] of [
  ['/stand-ins', standIns],
  ['/tree/test', tests],
]) {
  pyodide.FS.mkdirTree(at);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, at);
}
pyodide.runPython(`
import os, sys
os.chdir('/tmp')
sys.dont_write_bytecode = True
sys.path[:0] = ['/stand-ins', '/tree']
sys.argv[:] = ['main.py']
import driver
driver.run(${JSON.stringify(module)}, only=${units})
`);
