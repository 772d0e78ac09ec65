import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { payments, propAccounts } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/context";
import { accountOfPayment, present, selection } from "./read";
import type { DepositView } from "./schemas";

const MOST = 20;

/**
 * The customer's own deposits into a wallet that Stripe has or is getting the money of and that aren't in
 * the wallet, newest first: those that are on their way, and those that were refunded or disputed before
 * they were credited.
 */
export async function listUncreditedDeposits(ctx: Context, login: number): Promise<DepositView[]> {
  const me = requireCustomer(ctx, "payments:read");
  const rows = await ctx.db
    .select(selection)
    .from(payments)
    .leftJoin(propAccounts, accountOfPayment)
    .where(
      and(
        eq(payments.kind, "deposit"),
        eq(payments.depositLogin, login),
        eq(payments.customerId, me.id),
        isNull(payments.depositOrder),
        inArray(payments.intentStatus, ["processing", "requires_capture", "succeeded"]),
      ),
    )
    .orderBy(desc(payments.id))
    .limit(MOST);
  return rows
    .map(({ payment, ...beside }) => present(payment, beside))
    .filter((view) => view.kind === "deposit");
}
