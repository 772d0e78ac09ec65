interface Dated {
  createdAt: Date;
}

/** The first `limit` rows of two lists, newest first. Each list keeps its own order; of equal times, `first` comes first. */
export function mergeNewest<T extends Dated>(
  first: readonly T[],
  second: readonly T[],
  limit: number,
): T[] {
  const merged: T[] = [];
  let [i, j] = [0, 0];
  while (merged.length < limit) {
    const [one, other] = [first[i], second[j]];
    if (one && (!other || one.createdAt >= other.createdAt)) {
      merged.push(one);
      i += 1;
    } else if (other) {
      merged.push(other);
      j += 1;
    } else break;
  }
  return merged;
}
