import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";

/**
 * Locks the evaluations of the challenges of purchases until the transaction ends, by ascending id. Call it before their
 * challenges are locked: an evaluation that ends locks its challenge last.
 */
export async function lockEvaluations(
  tx: Transaction,
  purchaseIds: readonly number[],
): Promise<void> {
  if (purchaseIds.length === 0) return;
  await tx.execute(sql`
    select e.id from evaluations e join challenges c on c.id = e.challenge_id
    where c.purchase_id = any (${sql.param(purchaseIds)}::int[]) and e.ended_at is null
    order by e.id for no key update of e`);
}
