import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { customers } from "@/db/schema";
import { deleteRecoveryCodes } from "./recovery-codes";

/** Removes a customer's second factor and recovery codes. Checks no permission: its callers do. */
export async function clearSecondFactor(tx: Transaction, customerId: number): Promise<void> {
  await tx
    .update(customers)
    .set({ totpSecret: null, totpEnabledAt: null, totpLastStep: null })
    .where(eq(customers.id, customerId));
  await deleteRecoveryCodes(tx, customerId);
}
