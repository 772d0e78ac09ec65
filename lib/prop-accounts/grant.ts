import { eq } from "drizzle-orm";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { acceptedTermsVersion, priceTier, termsOf } from "@/lib/catalog";
import { type Context, requireFreshAdmin } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { storeResponse } from "@/lib/http/idempotency";
import { openAccount } from "./open";

interface Grant {
  userId: string;
  tierId: string;
  assetClass: string;
  accountSize: number;
  reason: string;
}

/**
 * Gives a customer the account of a tier without payment, whatever its price, and any number of times.
 * Throws NOT_FOUND, TIER_UNAVAILABLE, TIER_MISMATCH and INVALID_STATE.
 */
export async function grantAccount(
  ctx: Context,
  { userId, reason, ...selection }: Grant,
  keyId: string | null = null,
): Promise<{ id: string }> {
  requireFreshAdmin(ctx);
  const tier = await priceTier(ctx.db, selection);
  const { assetClass, accountSize, market } = tier;
  return inTransaction(ctx.db, async (tx) => {
    const [customer] = await tx
      .select({ id: customers.id, disabledAt: customers.disabledAt, appId: customers.appId })
      .from(customers)
      .where(eq(customers.publicId, userId));
    if (!customer) throw notFound("customer");
    if (customer.disabledAt) throw new AppError("INVALID_STATE", "This customer is disabled.");
    const id = await openAccount(tx, {
      source: "grant",
      customerId: customer.id,
      appId: customer.appId,
      tierId: tier.id,
      market,
      assetClass,
      accountSize,
      tierTerms: termsOf(tier),
      // Without a purchase there is no consent of the customer: the address is the admin's.
      termsVersion: await acceptedTermsVersion(tx),
      consentIp: ctx.ip,
      consentUserAgent: ctx.userAgent,
    });
    const after = { user_id: userId, tier_id: tier.id, market, account_size: accountSize };
    await audit(tx, ctx, { action: "account.grant", subject: id, reason, after });
    // In the account's transaction, so that a retry after a crash gets the response and no second account.
    if (keyId !== null) await storeResponse(tx, keyId, { id });
    return { id };
  });
}
