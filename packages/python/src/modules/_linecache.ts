/** `_linecache`: the source lines that the cell remembers from compiling, for `linecache`. */
import { ListType } from '../objects/builtin-types.js';
import { defineModule } from '../objects/define.js';
import type { PyValue, R } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { sourceLines } from '../types/source-cache.js';
import { textOf } from '../types/type-names.js';

defineModule('_linecache', {
  functions: {
    lines: [
      '($module, filename, /)',
      null,
      (vm: VM, filename: PyValue): R => {
        const lines = sourceLines(vm, textOf(filename) ?? '');
        if (lines === undefined) return null;
        // The text after the last line end is no line.
        const n = lines.at(-1) === '' ? lines.length - 1 : lines.length;
        vm.charge(n);
        vm.alloc(lines.reduce((size, line) => size + 2 * line.length + 40, 0));
        return new PyList(
          ListType.root,
          lines.slice(0, n).map((line) => fromJS(`${line}\n`)),
        );
      },
    ],
  },
});
