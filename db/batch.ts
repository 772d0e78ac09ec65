import DataLoader from "dataloader";
import type { Executor } from "./client";
import { once } from "./prepare";

/** The most lookups of one statement. */
const MOST = 100;

/**
 * Combines the lookups of one turn of the event loop into one call: `find` gets all their keys, and returns the
 * results in the same order. Nothing is cached: a later lookup is a new one. An error rejects all lookups of the
 * call.
 */
export function batched<Key, Found>(
  find: (db: Executor, keys: readonly Key[]) => Promise<Found[]>,
): (db: Executor, key: Key) => Promise<Found> {
  const loaders = once(
    (db) =>
      new DataLoader<Key, Found>((keys) => find(db, keys), {
        cache: false,
        maxBatchSize: MOST,
        batchScheduleFn: (flush) => setImmediate(flush),
      }),
  );
  return (db, key) => loaders(db).load(key);
}
