/** A map of at most `limit` entries: a new one replaces the oldest. */
export function createBoundedCache<V>(limit: number) {
  const entries = new Map<string, V>();
  return {
    get: (key: string): V | undefined => entries.get(key),
    set(key: string, value: V): void {
      entries.delete(key);
      const [oldest] = entries.keys();
      if (oldest !== undefined && entries.size >= limit) entries.delete(oldest);
      entries.set(key, value);
    },
  };
}
