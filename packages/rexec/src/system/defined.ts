/** Options that were left out stay left out: `{ ...defined({ onStdout, onStderr }) }` has no member that is undefined. */
export function defined<T extends object>(options: T): Partial<T> {
  return put<Partial<T>, keyof T>({}, options);
}

/** The same as members of an object that was just made. */
export function put<T extends object, K extends keyof T>(
  into: T,
  options: { readonly [name in K]?: T[K] | undefined },
): T {
  for (const name of Object.keys(options) as K[]) {
    const value = options[name];
    if (value !== undefined) into[name] = value as T[K];
  }
  return into;
}
