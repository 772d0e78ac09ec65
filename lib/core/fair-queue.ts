/**
 * A bounded queue whose groups (such as networks) take turns: a group with many items delays only its own. Within a
 * group the order is that of arrival.
 */
export function createFairQueue<T>(limit: number) {
  const groups = new Map<string, Set<T>>();
  let size = 0;

  function remove(group: string, item: T): boolean {
    const items = groups.get(group);
    if (!items?.delete(item)) return false;
    size -= 1;
    if (items.size === 0) groups.delete(group);
    return true;
  }

  function largestGroup(): string {
    let [largest = ""] = groups.keys();
    for (const [group, items] of groups) {
      if (items.size > (groups.get(largest)?.size ?? 0)) largest = group;
    }
    return largest;
  }

  return {
    /**
     * Adds an item. Past the limit it removes and returns the newest item of the largest group, which may be the added
     * one: no group can keep a smaller one out.
     */
    add(group: string, item: T): T | undefined {
      const items = groups.get(group) ?? new Set<T>();
      groups.set(group, items.add(item));
      size += 1;
      if (size <= limit) return undefined;
      const largest = largestGroup();
      const isOwn = items.size >= (groups.get(largest)?.size ?? 0);
      const dropped = isOwn ? item : [...(groups.get(largest) ?? [])].at(-1);
      if (dropped !== undefined) remove(isOwn ? group : largest, dropped);
      return dropped;
    },

    /** Removes an item before its turn. Returns whether it was queued. */
    remove,

    /** Removes and returns the next item of the first group that may have a turn. That group is then the last. */
    next(mayHaveTurn: (group: string) => boolean = () => true): T | undefined {
      for (const [group, items] of groups) {
        const [first] = items;
        if (first === undefined || !mayHaveTurn(group)) continue;
        remove(group, first);
        if (items.size > 0) {
          groups.delete(group);
          groups.set(group, items);
        }
        return first;
      }
      return undefined;
    },

    /** How many items of a group are queued. */
    waiting: (group: string): number => groups.get(group)?.size ?? 0,
  };
}
