import type { Transaction } from "@/db/client";
import { webhookDeliveries } from "@/db/schema";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/queue/enqueue";

type NewDelivery = Pick<
  typeof webhookDeliveries.$inferInsert,
  "endpointId" | "eventId" | "redeliveryOf"
>;

/** Inserts a pending delivery with the job of its first attempt, which may run immediately. */
export async function insertDelivery(tx: Transaction, delivery: NewDelivery) {
  const nextAttemptAt = new Date();
  const [row] = await tx
    .insert(webhookDeliveries)
    .values({ ...delivery, id: newId("whd"), nextAttemptAt })
    .returning();
  if (!row) throw new Error("insert returned no row");
  await enqueueAttempt(tx, row, nextAttemptAt);
  return row;
}

/**
 * Enqueues the next attempt of a delivery after a number of `attempts`, at most once. Each attempt has its own key: a
 * running job whose key another job takes isn't run again if its worker dies.
 */
export const enqueueAttempt = (
  tx: Transaction,
  { id, attempts }: { id: string; attempts: number },
  runAt: Date,
) =>
  enqueue(
    tx,
    "deliver-webhook",
    { delivery_id: id },
    { runAt, key: `deliver-webhook:${id}:${attempts}` },
  );
