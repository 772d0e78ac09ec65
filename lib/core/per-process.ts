/**
 * A value of which a process has one: a cache, a counter, a client. Next.js bundles the routes separately from the code
 * that runs at the start, and the development server loads modules again, so a variable of a module may exist more than
 * once.
 *
 * @param name its name, which no other value has
 * @param create makes it when it is first needed
 */
export function perProcess<T>(name: string, create: () => T): () => T {
  const key = `propdesk.${name}`;
  const values = globalThis as unknown as Record<string, { value: T } | undefined>;
  return () => {
    values[key] ??= { value: create() };
    return values[key].value;
  };
}
