import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { idempotent } from "@/lib/http/idempotency";
import { paymentsForTier } from "@/lib/payments";
import { grantAccount } from "@/lib/prop-accounts";
import type { ActionInput, GrantConflicts } from "./schemas";

type Input = Extract<ActionInput, { action: "account.grant" }>;

/**
 * Grants an account without payment, once per idempotency key of the form. Throws what `grantAccount` throws, and
 * INVALID_STATE with the payments beside it if the customer has open or recent ones for the same tier, unless
 * the admin confirmed it.
 */
export const grantAccountOnce = (ctx: Context, input: Input): Promise<{ id: string }> =>
  idempotent(ctx, {
    route: "account.grant",
    key: input.idempotency_key,
    body: input,
    run: async (keyId) => {
      if (!input.despite_payments) await requireNoPayments(ctx, input);
      const { user_id, tier_id, asset_class, account_size, reason } = input;
      const grant = { userId: user_id, tierId: tier_id, assetClass: asset_class, reason };
      return grantAccount(ctx, { ...grant, accountSize: account_size }, keyId);
    },
    store: (account) => account,
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
