/** `_csv` (Library Reference, "csv"): the reading and writing of comma-separated values. */
import { ListType, newDict } from '../../objects/builtin-types.js';
import { defineModule } from '../../objects/define.js';
import type { PyDict } from '../../objects/dict.js';
import { OverflowErrorType, raise, typeError } from '../../objects/exception-types.js';
import type { PyValue, R } from '../../objects/object.js';
import type { VM } from '../../objects/vm.js';
import { CsvErrorType, csvState, DialectType } from './dialect.js';
import { ReaderType } from './reader.js';
import { WriterType } from './writer.js';

/** A function of library/csv.py that takes a dialect and options for it, which stand over the dialect's own. */
const withDialect =
  (name: string) =>
  (vm: VM, first: PyValue, dialect?: PyValue, options?: PyDict): R =>
    vm.lib(name, [first, dialect ?? null, options ?? newDict()]);

const LARGEST = 2n ** 63n;

function fieldSizeLimit(vm: VM, limit?: PyValue): PyValue {
  const state = csvState(vm);
  const old = state.fieldLimit;
  if (limit === undefined) return old;
  if (typeof limit !== 'number' && typeof limit !== 'bigint') throw typeError('limit must be an integer');
  if (limit >= LARGEST || limit < -LARGEST)
    throw raise(OverflowErrorType, 'Python int too large to convert to C ssize_t');
  state.fieldLimit = limit;
  return old;
}

defineModule('_csv', {
  doc: 'Reading and writing of comma-separated values.',
  functions: {
    reader: [
      "($module, iterable, /, dialect='excel', **fmtparams)",
      'An iterator over the records of lines of text.',
      withDialect('csv_reader'),
    ],
    writer: [
      "($module, fileobj, /, dialect='excel', **fmtparams)",
      'What writes rows as lines of text to a file.',
      withDialect('csv_writer'),
    ],
    register_dialect: [
      "($module, name, /, dialect='excel', **fmtparams)",
      'Give a dialect a name.',
      withDialect('csv_register'),
    ],
    unregister_dialect: [
      '($module, /, name)',
      'Forget the dialect of this name.',
      (vm: VM, name: PyValue) => vm.lib('csv_unregister', [name]),
    ],
    get_dialect: [
      '($module, /, name)',
      'The dialect of this name.',
      (vm: VM, name: PyValue) => vm.lib('csv_registered', [name]),
    ],
    list_dialects: [
      '($module, /)',
      'The names of all dialects.',
      (vm: VM) => vm.call(ListType, [csvState(vm).dialects]),
    ],
    field_size_limit: [
      '($module, /, new_limit=<unrepresentable>)',
      'How many characters a field may have when it is read; with an argument, from now on.',
      fieldSizeLimit,
    ],
  },
  types: [DialectType],
  constants: () => [
    ['QUOTE_MINIMAL', 0],
    ['QUOTE_ALL', 1],
    ['QUOTE_NONNUMERIC', 2],
    ['QUOTE_NONE', 3],
    ['QUOTE_STRINGS', 4],
    ['QUOTE_NOTNULL', 5],
    ['Error', CsvErrorType],
    ['Reader', ReaderType],
    ['Writer', WriterType],
  ],
  places: ['_dialects'],
  values: (vm) => [['_dialects', csvState(vm).dialects]],
});
