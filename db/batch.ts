import DataLoader from "dataloader";
import type { Executor } from "./client";
import { once } from "./prepare";

/** How many share a statement. */
const MOST = 100;

/**
 * A look-up that is done for all who ask in one turn of the event loop at once: `find` is given what they
 * ask, and answers each at the same place. Nothing is kept: who asks later is answered anew. What fails
 * fails for all of them.
 */
export function batched<Asked, Found>(
  find: (db: Executor, asked: readonly Asked[]) => Promise<Found[]>,
): (db: Executor, asked: Asked) => Promise<Found> {
  const loaders = once(
    (db) =>
      new DataLoader<Asked, Found>((asked) => find(db, asked), {
        cache: false,
        maxBatchSize: MOST,
        batchScheduleFn: (ask) => setImmediate(ask),
      }),
  );
  return (db, asked) => loaders(db).load(asked);
}
