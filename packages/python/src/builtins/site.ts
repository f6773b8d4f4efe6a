/** What CPython's `site` adds to the built-ins: exit, quit, copyright, credits, license, help. */
import { newBuiltinType, ObjectType } from '../objects/builtin-types.js';
import { defineType } from '../objects/define.js';
import { raise, SystemExitType } from '../objects/exception-types.js';
import { PyObject, type PyValue, type Shape } from '../objects/object.js';
import type { VM } from '../objects/vm.js';

/** exit and quit; copyright and the like, which show a text. */
export class PySiteObject extends PyObject {
  constructor(
    shape: Shape,
    readonly name: string,
    readonly text: string,
  ) {
    super(shape);
  }
}

const QuitterType = newBuiltinType('_sitebuiltins.Quitter', ObjectType, { hasDict: true });
const PrinterType = newBuiltinType('_sitebuiltins._Printer', ObjectType, { hasDict: true });
const HelperType = newBuiltinType('_sitebuiltins._Helper', ObjectType, { hasDict: true });

defineType(QuitterType, {
  methods: {
    __repr__: ['($self, /)', null, (_vm: VM, self: PySiteObject) => self.text],
    __call__: [
      '($self, code=None)',
      null,
      (_vm: VM, _self: PySiteObject, code: PyValue | undefined) => {
        throw raise(SystemExitType, code ?? null);
      },
    ],
  },
  getset: { name: { get: (_vm, self: PySiteObject) => self.name } },
});
for (const cls of [PrinterType, HelperType]) {
  defineType(cls, {
    methods: {
      __repr__: ['($self, /)', null, (_vm: VM, self: PySiteObject) => self.text],
      __call__: [
        '($self, /, *args, **kwargs)',
        null,
        (vm: VM, self: PySiteObject) => {
          vm.write('stdout', `${self.text}\n`);
          return null;
        },
      ],
    },
  });
}

const leave = (name: string) => `Use ${name}() or Ctrl-D (i.e. EOF) to exit`;

export function siteValues(): [string, PyValue][] {
  const printer = (name: string, text: string): [string, PyValue] => [
    name,
    new PySiteObject(PrinterType.root, name, text),
  ];
  return [
    ['exit', new PySiteObject(QuitterType.root, 'exit', leave('exit'))],
    ['quit', new PySiteObject(QuitterType.root, 'quit', leave('quit'))],
    printer('copyright', 'rexec: a Python 3.14 in a padded cell.'),
    printer('credits', 'Python is the work of its many contributors; see https://www.python.org'),
    printer('license', 'See https://docs.python.org/3.14/license.html for the license of Python.'),
    [
      'help',
      new PySiteObject(
        HelperType.root,
        'help',
        'Type help() for interactive help, or help(object) for help about object.',
      ),
    ],
  ];
}
