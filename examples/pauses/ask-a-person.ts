// A program that waits for a person's answer, for days if need be: meanwhile it is a file of a few kilobytes.
//
//   node --experimental-strip-types examples/pauses/ask-a-person.ts            begins, and saves where it waits
//   node --experimental-strip-types examples/pauses/ask-a-person.ts yes        goes on with the answer
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Cell, type Step } from 'rexec';

const FILE = path.join(tmpdir(), 'order.cell');
const PROGRAM = `
order = ['tea', 'milk']
for item in list(order):
    if ask(f'Is there {item} in the house?') == 'yes':
        order.remove(item)
print('to buy:', order or 'nothing')
`;

export function go(answer: string | undefined, file = FILE): string {
  let step: Step;
  if (existsSync(file)) {
    const cell = Cell.restore(readFileSync(file), { policy: 'pure' });
    if (answer === undefined) return question(cell.step!);
    step = cell.step!.resume(answer);
    if (!step.done) writeFileSync(file, cell.snapshot());
  } else {
    const cell = Cell.create({ policy: 'pure' });
    step = cell.start(PROGRAM, { functions: ['ask'] });
    writeFileSync(file, cell.snapshot());
  }
  if (!step.done) return question(step);
  rmSync(file);
  return step.result!.stdout;
}

function question(step: Step): string {
  return `${step.call!.args[0]}\n`;
}

if (process.argv[1] === import.meta.filename) process.stdout.write(go(process.argv[2]));
