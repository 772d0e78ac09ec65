import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { idempotent } from "@/lib/http/idempotency";
import { paymentsForTier } from "@/lib/payments";
import { grantAccount } from "@/lib/prop-accounts";
import type { ActionInput, GrantConflicts } from "./schemas";

type Input = Extract<ActionInput, { action: "account.grant" }>;

/**
 * Gives an account without payment, once for the form's own key. Throws what `grantAccount` throws, and
 * INVALID_STATE with the payments beside it where the customer has open or recent ones for the same
 * tier, unless the admin confirmed it.
 */
export const grantAccountOnce = (ctx: Context, input: Input): Promise<{ id: string }> =>
  idempotent(ctx, {
    route: "account.grant",
    key: input.idempotency_key,
    body: input,
    run: async (keyId) => {
      if (!input.despite_payments) await requireNoPayments(ctx, input);
      const { user_id, tier_id, asset_class, account_size, reason } = input;
      const wish = { userId: user_id, tierId: tier_id, assetClass: asset_class, reason };
      return grantAccount(ctx, { ...wish, accountSize: account_size }, keyId);
    },
    store: (made) => made,
    restore: async (stored: { id: string }) => stored,
  });

async function requireNoPayments(ctx: Context, { user_id, tier_id }: Input): Promise<void> {
  const payments = await paymentsForTier(ctx, { userId: user_id, tierId: tier_id });
  if (payments.length === 0) return;
  throw new AppError(
    "INVALID_STATE",
    "This customer has open or recent payments for this tier. Granting an account would give a second one.",
    { beside: { payments } satisfies GrantConflicts },
  );
}
