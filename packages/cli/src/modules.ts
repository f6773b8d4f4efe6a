/** `rexec modules [NAME]`: what of CPython's library a cell has. */
import type { Command } from 'commander';
import { type ModuleRow, moduleRow, moduleRows } from 'rexec';
import { EXIT } from './exit-codes.js';
import { writeAll } from './run.js';

export function addModulesCommand(program: Command, ended: (status: number) => void): void {
  program
    .command('modules')
    .description("what of CPython's library a cell has: whole, partial, through a power, absent")
    .argument('[name]', 'one module, and those below it')
    .option('--json', 'as JSON')
    .action((name: string | undefined, { json }: { json?: boolean }) => ended(show(name, json === true)));
}

function show(name: string | undefined, json: boolean): number {
  const rows = rowsOf(name);
  if (json) writeAll(1, `${JSON.stringify(rows, null, 2)}\n`);
  else if (rows.length === 0) writeAll(2, `rexec: CPython has no module '${name}'\n`);
  else {
    const width = Math.max(...rows.map((row) => row.name.length));
    writeAll(1, rows.map((row) => `${row.name.padEnd(width)}  ${words(row)}\n`).join(''));
  }
  return rows.length === 0 ? EXIT.error : EXIT.ok;
}

function rowsOf(name: string | undefined): ModuleRow[] {
  if (name === undefined) return moduleRows();
  const below = moduleRows().filter((row) => row.name.startsWith(`${name}.`));
  const own = moduleRow(name);
  return own === undefined ? below : [own, ...below];
}

function words({ state, note }: ModuleRow): string {
  switch (state) {
    case 'whole':
      return 'whole';
    case 'power':
      return `through the power of ${note}`;
    default:
      return `${state}: ${note}`;
  }
}
