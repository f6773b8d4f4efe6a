/** `_dis`: the listing of a code object's instructions, for `dis`. They are this engine's own, not CPython's. */
import { disassemble } from '../compiler/disassemble.js';
import { PyCode } from '../objects/code.js';
import { defineModule } from '../objects/define.js';
import { typeError } from '../objects/exception-types.js';
import type { PyValue, R } from '../objects/object.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';

/** About what a line of the listing takes. */
const LINE = 60;

defineModule('_dis', {
  functions: {
    listing: [
      '($module, code, /)',
      null,
      (vm: VM, code: PyValue): R => {
        if (!(code instanceof PyCode)) throw typeError('listing() takes a code object');
        let lines = 0;
        const pending = [code];
        for (let i = 0; i < pending.length; i++) {
          lines += pending[i]!.f.instrs.length + 2;
          for (const c of pending[i]!.f.consts) if (c instanceof PyCode) pending.push(c);
        }
        vm.charge(lines * LINE);
        vm.alloc(lines * LINE * 2);
        return fromJS(disassemble(code));
      },
    ],
  },
});
