/** `_json`: JSON's strings, its scanner and its encoder. */
import { tuple, typeOf } from '../objects/builtin-types.js';
import { defineModule } from '../objects/define.js';
import { typeError } from '../objects/exception-types.js';
import type { PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';
import { isTrueFast } from '../protocols/truth.js';
import { hasMethod, intOf, notAnInteger, strOf, toSize } from '../types/coerce.js';
import { EncoderType } from './json-encoder.js';
import { ScannerType } from './json-scanner.js';
import { quote, quoteAscii, scanString } from './json-strings.js';
import { moduleFunction } from './math-arguments.js';

defineModule('_json', {
  doc: 'json speedups\n',
  functions: {
    scanstring: [
      '($module, string, end, strict=True, /)',
      null,
      (vm: VM, v: PyValue, at: PyValue, strict?: PyValue): R => {
        const s = strOf(v);
        if (s === undefined) throw typeError(`first argument must be a string, not ${typeOf(v).name}`);
        const end = intOf(at);
        if (end === undefined) {
          if (!hasMethod(at, '__index__')) throw notAnInteger(at);
          return vm.lib('with_index', [moduleFunction('_json', 'scanstring'), tuple([v, at, strict ?? true]), 1]);
        }
        return scanString(vm, s, toSize(end), strict === undefined || isTrueFast(vm, strict) !== false);
      },
    ],
    encode_basestring: ['($module, string, /)', null, quote],
    encode_basestring_ascii: ['($module, string, /)', null, quoteAscii],
  },
  values: () => [
    ['make_scanner', ScannerType],
    ['make_encoder', EncoderType],
  ],
});
