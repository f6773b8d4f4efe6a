/** Options that were left out stay left out: `{ ...defined({ onStdout, onStderr }) }` has no member that is undefined. */
export function defined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}
