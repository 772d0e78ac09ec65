import { eq } from "drizzle-orm";
import { violatedUnique } from "@/db/errors";
import { propAccounts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { acceptedTermsVersion, priceTier, termsOf } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { storeResponse } from "@/lib/http/idempotency";
import { openAccount, presentAccounts, propAccountColumns } from "@/lib/prop-accounts";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import type { FreeInput } from "./schemas";

/** Opens the account of a free tier, once per customer. Throws TIER_* and FREE_TIER_LIMIT. */
export async function claimFree(
  ctx: Context,
  input: FreeInput,
  keyId: string | null = null,
): Promise<PropAccountView> {
  const me = requireCustomer(ctx, "payments:write");
  const tier = await priceTier(ctx.db, {
    tierId: input.tier_id,
    assetClass: input.asset_class,
    accountSize: input.account_size,
  });
  if (tier.priceCents !== 0n) {
    throw new AppError(
      "TIER_UNAVAILABLE",
      `The tier ${tier.id} isn't free. Use POST /v2/payments/checkout.`,
    );
  }
  const termsVersion = await acceptedTermsVersion(ctx.db, input.terms_version);
  try {
    return await inTransaction(ctx.db, async (tx) => {
      const id = await openAccount(tx, {
        source: "free",
        customerId: me.id,
        appId: ctx.app?.id ?? null,
        tierId: tier.id,
        market: tier.market,
        assetClass: tier.assetClass,
        accountSize: tier.accountSize,
        tierTerms: termsOf(tier),
        termsVersion,
        consentIp: ctx.ip,
        consentUserAgent: ctx.userAgent,
      });
      const [row] = await tx
        .select(propAccountColumns)
        .from(propAccounts)
        .where(eq(propAccounts.id, id));
      if (!row) throw new Error("insert returned no row");
      const [account] = await presentAccounts(tx, [{ account: row, intent: null }]);
      if (!account) throw new Error("an account has a view");
      // In the transaction of the account, so that a retry after a crash returns it again.
      if (keyId !== null) await storeResponse(tx, keyId, account);
      return account;
    });
  } catch (error) {
    if (violatedUnique(error) !== "prop_accounts_one_free") throw error;
    throw new AppError("FREE_TIER_LIMIT", "You've already claimed this free account.");
  }
}
