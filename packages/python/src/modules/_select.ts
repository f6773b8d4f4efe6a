/** `_select` and `_ssl`: what library/natives/select.py and library/modules/ssl.py ask of the system. */
import { defineModule } from '../objects/define.js';
import { exceptionTypes, raise, typeError } from '../objects/exception-types.js';
import { PyFloat, type PyValue, type R } from '../objects/object.js';
import { PyList } from '../objects/sequence.js';
import { fromJS } from '../objects/text/core.js';
import type { VM } from '../objects/vm.js';
import { floatOf, intOf } from '../types/coerce.js';
import { textOf } from '../types/type-names.js';

const MAX_SOCKETS = 128;

/** Exact ints that the library put into a list, as the system takes them. */
function numbers(v: PyValue): string {
  if (!(v instanceof PyList)) throw typeError('a list is required');
  if (v.items.length > MAX_SOCKETS)
    throw raise(exceptionTypes.get('ValueError')!, 'too many file descriptors in select()');
  return v.items.map((n) => String(intOf(n))).join(',');
}

function secondsOf(v: PyValue): PyFloat {
  if (v === null) return new PyFloat(-1);
  const n = floatOf(v) ?? intOf(v);
  if (n === undefined) throw typeError('a number is required');
  return new PyFloat(Math.min(Math.max(Number(n), 0), 9e9));
}

defineModule('_select', {
  needs: ['system'],
  functions: {
    poll: [
      '($module, reads, writes, timeout, /)',
      null,
      (vm: VM, reads: PyValue, writes: PyValue, timeout: PyValue): R =>
        vm.system('poll', [numbers(reads), numbers(writes), secondsOf(timeout).v]),
    ],
  },
});

defineModule('_ssl', {
  needs: ['system'],
  functions: {
    starttls: [
      '($module, number, hostname, alpn, timeout, /)',
      null,
      (vm: VM, number: PyValue, hostname: PyValue, alpn: PyValue, timeout: PyValue): R => {
        const n = intOf(number);
        if (n === undefined) throw typeError('a number is required');
        const [host, names] = [hostname, alpn].map((v) => {
          const text = textOf(v);
          if (text === undefined) throw typeError('a str is required');
          return fromJS(text);
        });
        return vm.lib('socket_starttls', [Math.max(Number(n), 0), host!, names!, secondsOf(timeout)]);
      },
    ],
  },
});
