import { and, eq } from "drizzle-orm";
import { besideKey } from "@/db/beside-key";
import type { Transaction } from "@/db/client";
import { moneyRequests } from "@/db/schema";
import { enqueue } from "@/lib/queue/enqueue";

/**
 * Makes the refunds that wait for a purchase's fee pending, with the jobs that execute them. To be called in the
 * transaction that records the fee as returned to the wallet.
 */
export async function releaseRefunds(tx: Transaction, purchaseId: number): Promise<void> {
  const released = await tx
    .update(moneyRequests)
    .set({ status: "pending" })
    .where(
      and(eq(moneyRequests.purchaseId, purchaseId), eq(besideKey(moneyRequests.status), "waiting")),
    )
    .returning({ id: moneyRequests.id });
  for (const { id } of released) await enqueue(tx, "settle-refund", { money_request_id: id });
}
