import type { Transaction } from "@/db/client";
import { webhookDeliveries } from "@/db/schema";
import { newId } from "@/lib/ids";
import { enqueue } from "@/lib/jobs/enqueue";

type New = Pick<typeof webhookDeliveries.$inferInsert, "endpointId" | "eventId" | "redeliveryOf">;

/** Inserts a delivery that is due now, with the job of its first attempt. */
export async function insertDelivery(tx: Transaction, delivery: New) {
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
 * Enqueues the attempt of a delivery that comes after so many; one at most. The key is no other
 * attempt's: a job whose key is taken while it runs isn't run again should its worker die.
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
