import { desc, eq, isNotNull, or } from "drizzle-orm";
import { customers, propAccounts } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/context";
import type { AccountReviewView } from "./schemas";

const MOST = 200;

/**
 * The accounts that need a person, newest first: those that the venue made nothing for, and those for
 * which something has to be done there by hand. For admins.
 */
export async function listAccountsForReview(ctx: Context): Promise<AccountReviewView[]> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select({ account: propAccounts, email: customers.email })
    .from(propAccounts)
    .innerJoin(customers, eq(customers.id, propAccounts.customerId))
    .where(or(isNotNull(propAccounts.venueNote), eq(propAccounts.status, "provisioning_failed")))
    .orderBy(desc(propAccounts.id))
    .limit(MOST);
  return rows.map(({ account, email }) => ({
    prop_account_id: account.id,
    payment_id: account.paymentId,
    customer_email: email,
    account_size: account.accountSize,
    status: account.status,
    provider: account.provider,
    synthetic_hotkey: account.syntheticHotkey,
    note: account.venueNote ?? account.provisioningError ?? "",
    created_at: account.createdAt.toISOString(),
  }));
}
