/** The handlers of one cell by the names of their calls: each is asked for once, when its call first comes. */
import type { CallName } from './calls.js';
import type { Handler, Handlers } from './guard.js';

export class HandlerTable {
  private readonly known = new Map<CallName, Handler>();

  /** Where two parts serve a call, it is the later one's. */
  constructor(private readonly parts: readonly Handlers[]) {}

  /** undefined: nothing serves it. */
  find(name: CallName): Handler | undefined {
    let handler = this.known.get(name);
    if (handler !== undefined) return handler;
    for (let i = this.parts.length; handler === undefined && i > 0; i--) handler = this.parts[i - 1]!.handler(name);
    if (handler !== undefined) this.known.set(name, handler);
    return handler;
  }
}
