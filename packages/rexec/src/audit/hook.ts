/**
 * Audit hooks of the host: they hear each event before it happens, as the hooks of `sys.addaudithook` do, and refuse it by
 * throwing. They stand on the supervisor's side: nothing that a program holds leads to them, and none of its values.
 *
 * ```ts
 * cell.addAuditHook((event, args) => {
 *   if (event === 'open' && args[1] !== 'r') throw new HostError('OSError', 'file write forbidden');
 * });
 * ```
 */
import type { Plain, SystemAnswer } from '@rexec/python';

/** The event and its arguments, as the record has them. */
export type AuditHook = (event: string, args: readonly Plain[]) => void;

export type HookRefusal = Extract<SystemAnswer, { kind: 'refused' }>;

/** The hooks of a cell, and of the cells inside it. They cannot be taken away. */
export class AuditHooks {
  private readonly hooks: AuditHook[] = [];

  add(hook: AuditHook): void {
    this.hooks.push(hook);
  }

  get any(): boolean {
    return this.hooks.length > 0;
  }

  /** Each hook in turn; the first that throws refuses. */
  hear(event: string, args: readonly Plain[]): HookRefusal | null {
    for (const hook of this.hooks) {
      try {
        const said: unknown = hook(event, args);
        if (!(said instanceof Promise)) continue;
        said.catch(() => {});
        return { kind: 'refused', type: 'RuntimeError', message: 'an audit hook cannot answer later' };
      } catch (e) {
        return refusalOf(e);
      }
    }
    return null;
  }
}

/** What the program sees: the type and the words of a HostError; of another error it learns nothing. */
function refusalOf(e: unknown): HookRefusal {
  const type: unknown = e instanceof Error ? (e as { type?: unknown }).type : undefined;
  if (typeof type === 'string') return { kind: 'refused', type, message: (e as Error).message };
  return { kind: 'refused', type: 'RuntimeError', message: 'refused by an audit hook' };
}
