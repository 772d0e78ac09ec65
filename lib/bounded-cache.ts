/** A map of so many entries at most: the oldest gives way. */
export function createBoundedCache<V>(most: number) {
  const entries = new Map<string, V>();
  return {
    get: (key: string): V | undefined => entries.get(key),
    set(key: string, value: V): void {
      entries.delete(key);
      const [oldest] = entries.keys();
      if (oldest !== undefined && entries.size >= most) entries.delete(oldest);
      entries.set(key, value);
    },
  };
}
