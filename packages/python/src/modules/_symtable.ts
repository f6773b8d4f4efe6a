/** `_symbols`: the compiler's table of names as plain rows, of which library/natives/_symtable.py makes its entries. */
import { frontEnd, sourceText } from '../builtins/code.js';
import { FUTURE_ANNOTATIONS } from '../compiler/compile.js';
import { futureFeatures } from '../compiler/future.js';
import { type Scope, USE } from '../compiler/scopes.js';
import { buildSymbolTable } from '../compiler/symbol-table.js';
import { metered } from '../machine/compile.js';
import { tuple, typeOf } from '../objects/builtin-types.js';
import { defineModule } from '../objects/define.js';
import { typeError, valueError } from '../objects/exception-types.js';
import type { PyValue, R } from '../objects/object.js';
import { fromJS } from '../objects/text/core.js';
import { codePointOfName } from '../objects/text/unicode/names.js';
import type { VM } from '../objects/vm.js';
import { parse } from '../syntax/parse.js';
import { textOf } from '../types/type-names.js';

const MODES = ['exec', 'eval', 'single'] as const;

/** Rows (type, name, line, nested, names, flags, parameters, rows of the children), the module's first. */
function rowsOf(vm: VM, top: Scope): PyValue {
  const scopes = [top];
  const rows: PyValue[] = [];
  for (let i = 0; i < scopes.length; i++) {
    const { type, name, loc, nested, symbols, varnames, children } = scopes[i]!;
    vm.charge(symbols.size + varnames.length + children.length + 8);
    vm.alloc(40 * (symbols.size + varnames.length + children.length) + 400);
    const inside = children.map((child) => scopes.push(child) - 1);
    const line = i === 0 ? 0 : loc.lineno;
    const names = [...symbols.keys()].map(fromJS);
    // CPython marks the argument of annotate functions as used.
    const flags = Array.from(symbols, ([key, flag]) => (key === '.format' ? flag | USE : flag));
    const parts = [names, flags, varnames.map(fromJS), inside];
    rows.push(tuple([type, fromJS(name.replace(/^<(.*)>$/, '$1')), line, nested, ...parts.map((part) => tuple(part))]));
  }
  return tuple(rows);
}

function table(vm: VM, source: PyValue, filename: PyValue, mode: PyValue): R {
  const name = textOf(filename);
  if (name === undefined) throw typeError(`expected str, bytes or os.PathLike object, not ${typeOf(filename).name}`);
  const how = MODES.find((m) => m === textOf(mode));
  if (how === undefined) throw valueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'");
  const text = sourceText(vm, source, name);
  if (text === undefined) throw typeError('symtable() arg 1 must be a string or bytes');
  vm.charge(text.length);
  vm.alloc(text.length * 4);
  return frontEnd(vm, () =>
    metered(vm, (charge) => {
      const pay = charge!;
      const tree = parse(text, { filename: name, mode: how, lookupName: codePointOfName, charge: pay });
      vm.checkSource(tree, name, text);
      const { flags } = futureFeatures(tree, name);
      const futureAnnotations = (flags & FUTURE_ANNOTATIONS) !== 0;
      const options = { filename: name, futureAnnotations, topLevelAwait: false, charge: pay, warn: () => {} };
      return rowsOf(vm, buildSymbolTable(tree, options).top);
    }),
  );
}

defineModule('_symbols', {
  functions: { table: ['($module, source, filename, mode, /)', null, table] },
});
