import { desc, eq, isNotNull } from "drizzle-orm";
import { customers, propAccounts } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/context";
import type { AccountReviewView } from "./schemas";

const MOST = 200;

/** The accounts for which a person has to do something at the venue, newest first. For admins. */
export async function listAccountsForReview(ctx: Context): Promise<AccountReviewView[]> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select({ account: propAccounts, email: customers.email })
    .from(propAccounts)
    .innerJoin(customers, eq(customers.id, propAccounts.customerId))
    .where(isNotNull(propAccounts.venueNote))
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
    note: account.venueNote ?? "",
    created_at: account.createdAt.toISOString(),
  }));
}
