/**
 * Steps of tasks: an event loop's task goes on with its coroutine (`vm.step`), and hears how the coroutine stopped. What it
 * makes of that is the business of modules/asyncio, which says so here at load time.
 */
import { InternalError } from '../objects/errors.js';
import type { PyValue, R } from '../objects/object.js';
import type { VM } from '../objects/vm.js';

/** A coroutine handed something out, came to its end, or was left by an exception. */
export type StepEnd = 'yielded' | 'returned' | 'raised';

/** Answers anything, or DELEGATE for a call whose result does not matter. */
type Stepper = (vm: VM, task: PyValue, how: StepEnd, value: PyValue) => R;

let stepper: Stepper | null = null;

export function setStepper(s: Stepper): void {
  stepper = s;
}

export function stepEnded(vm: VM, task: PyValue, how: StepEnd, value: PyValue): R {
  if (stepper === null) throw new InternalError('nobody takes steps');
  return stepper(vm, task, how, value);
}
