/** Options that were left out stay left out: `{ ...defined({ onStdout, onStderr }) }` has no member that is undefined. */
export function defined<T extends object>(options: T): Partial<T> {
  const out: Partial<T> = {};
  for (const name of Object.keys(options) as (keyof T)[]) if (options[name] !== undefined) out[name] = options[name];
  return out;
}
