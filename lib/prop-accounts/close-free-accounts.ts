import { and, eq, ne } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { propAccounts } from "@/db/schema";
import { changeAccount } from "./change-account";

/** Closes the accounts that a customer has without a payment, since the customer deletes their own account. */
export async function closeFreeAccounts(tx: Transaction, customerId: number): Promise<void> {
  const open = await tx
    .select({ id: propAccounts.id })
    .from(propAccounts)
    .where(
      and(
        eq(propAccounts.customerId, customerId),
        ne(propAccounts.source, "payment"),
        ne(propAccounts.status, "closed"),
      ),
    )
    .orderBy(propAccounts.id);
  for (const { id } of open) {
    await changeAccount(tx, id, () =>
      tx
        .update(propAccounts)
        .set({
          closedAt: new Date(),
          closedReason: "customer_deleted",
          firmReason: "customer_request",
        })
        .where(eq(propAccounts.id, id)),
    );
  }
}
