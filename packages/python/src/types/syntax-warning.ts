/**
 * SyntaxWarnings of the compiler: shown on stderr as the `warnings` module shows them, or treated as
 * its filters say where the program has loaded it.
 */
import { exceptionTypes } from '../objects/exception-types.js';
import { PyModule } from '../objects/function.js';
import { PyType } from '../objects/object.js';
import { PyList, PyTuple } from '../objects/sequence.js';
import type { VM } from '../objects/vm.js';
import { PySyntaxError } from '../syntax/errors.js';
import { sourceLine } from './source-cache.js';

/** What the program's filters say; without the module every warning of this kind is shown. */
function action(vm: VM): string {
  const module = vm.modules.getStr('warnings');
  const filters = module instanceof PyModule ? module.dict.getStr('filters') : undefined;
  if (!(filters instanceof PyList)) return 'default';
  const category = exceptionTypes.get('SyntaxWarning')!;
  for (const row of filters.items) {
    if (!(row instanceof PyTuple) || row.items.length !== 5) continue;
    const [what, message, cls, where, line] = row.items;
    if (message !== null || where !== null || line !== 0) continue;
    if (cls instanceof PyType && category.isSubtypeOf(cls) && typeof what === 'string') return what;
  }
  return 'default';
}

/** `shown`: what one compilation has shown already. */
export function showSyntaxWarning(vm: VM, filename: string, message: string, lineno: number, shown: Set<string>): void {
  const what = action(vm);
  if (what === 'ignore') return;
  if (what === 'error') {
    throw new PySyntaxError('SyntaxError', message, filename, lineno, null, null, lineno, null);
  }
  const key = `${lineno}:${message}`;
  if (shown.has(key)) return;
  vm.alloc(key.length * 2 + 64);
  shown.add(key);
  const line = sourceLine(vm, filename, lineno).trim();
  vm.write('stderr', `${filename}:${lineno}: SyntaxWarning: ${message}\n${line === '' ? '' : `  ${line}\n`}`);
}
