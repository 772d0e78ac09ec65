import { and, desc, eq, isNull, ne, sql } from "drizzle-orm";
import { payments, propAccounts } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/core/context";
import { accountOfPayment, present, selection } from "./read";
import type { DepositView } from "./schemas";

const MAX_DEPOSITS = 20;

/**
 * The customer's own deposits into a wallet that aren't in the wallet, paid ones first, then the newest: open ones,
 * which may be paid already while Stripe's event is late or lost; paid ones that aren't credited yet; and those that
 * were refunded or disputed before.
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
        ne(payments.intentStatus, "canceled"),
      ),
    )
    .orderBy(sql`${payments.paidAt} is null`, desc(payments.id))
    .limit(MAX_DEPOSITS);
  return rows
    .map(({ payment, ...beside }) => present(payment, { ...beside, terms: null }))
    .filter((view) => view.kind === "deposit");
}
