/** Answers that come later, and steps that wait only where they must: a backend that answers at once costs no promise. */
import type { Later, SystemAnswer } from '@rexec/python';

/** What a host's function may give: at once, or later. */
export type Maybe<T> = T | Promise<T>;

/** An answer of the system that comes later. It never rejects: what went wrong is an answer too. */
export class PromisedAnswer implements Later {
  readonly kind = 'later';
  constructor(
    readonly promise: Promise<SystemAnswer>,
    /** Milliseconds so far that the cell's time does not count: a question to a person was open. */
    readonly uncounted: () => number = () => 0,
  ) {}
}

/** An answer that nobody works at: whoever takes the run by steps gives it. */
export class LeftAnswer extends PromisedAnswer {
  constructor() {
    super(new Promise(() => {}));
  }
}

/** Work that may wait: yields the promises that it waits for. */
export type Steps<T> = Generator<Promise<unknown>, T, unknown>;

/** The value, waited for where it comes later: `const info = yield* settle(tree.stat(path))`. */
export function* settle<T>(value: Maybe<T>): Steps<T> {
  return value instanceof Promise ? ((yield value) as T) : value;
}

/** Takes the steps: at once if nothing waits. */
export function take<T>(steps: Steps<T>): Maybe<T> {
  const step = steps.next();
  return step.done === true ? step.value : resume(steps, step.value);
}

async function resume<T>(steps: Steps<T>, first: Promise<unknown>): Promise<T> {
  let waited = first;
  for (;;) {
    let step: IteratorResult<Promise<unknown>, T>;
    try {
      const value = await waited;
      step = steps.next(value);
    } catch (e) {
      // An error of the steps themselves ends them: throwing it into them again gives the same error.
      step = steps.throw(e);
    }
    if (step.done === true) return step.value;
    waited = step.value;
  }
}
