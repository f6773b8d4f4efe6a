import { StepOf } from '../cell/step.js';

/** A step of a run in a process: as `Step`, but what comes next comes later. */
export class ProcessStep extends StepOf<'done' | 'call' | 'slice', Promise<ProcessStep>> {}
