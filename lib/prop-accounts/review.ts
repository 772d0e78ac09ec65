import { desc, eq, isNotNull, or } from "drizzle-orm";
import { customers, propAccounts } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/core/context";
import type { AccountReviewView } from "./schemas";

const LIMIT = 200;

/**
 * The accounts that need manual review, newest first: those without a subaccount after the last try, and those
 * for which an operator has to do something at the venue. For admins.
 */
export async function listAccountsForReview(ctx: Context): Promise<AccountReviewView[]> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select({ account: propAccounts, email: customers.email })
    .from(propAccounts)
    .innerJoin(customers, eq(customers.id, propAccounts.customerId))
    .where(or(isNotNull(propAccounts.venueNote), eq(propAccounts.status, "provisioning_failed")))
    .orderBy(desc(propAccounts.id))
    .limit(LIMIT);
  return rows.map(({ account, email }) => ({
    prop_account_id: account.id,
    payment_id: account.paymentId,
    customer_email: email,
    account_size: account.accountSize,
    status: account.status,
    venue: account.venue,
    synthetic_hotkey: account.syntheticHotkey,
    note: account.venueNote ?? account.provisioningError ?? "",
    created_at: account.createdAt.toISOString(),
  }));
}
