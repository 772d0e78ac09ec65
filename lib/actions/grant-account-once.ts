import type { Context } from "@/lib/context";
import { idempotent } from "@/lib/http/idempotency";
import { grantAccount } from "@/lib/prop-accounts";
import type { ActionInput } from "./schemas";

type Input = Extract<ActionInput, { action: "account.grant" }>;

/** Gives an account without payment, once for the form's own key. Throws what `grantAccount` throws. */
export const grantAccountOnce = (ctx: Context, input: Input): Promise<{ id: string }> =>
  idempotent(ctx, {
    route: "account.grant",
    key: input.idempotency_key,
    body: input,
    run: (keyId) => {
      const { user_id, tier_id, asset_class, account_size, reason } = input;
      const wish = { userId: user_id, tierId: tier_id, assetClass: asset_class, reason };
      return grantAccount(ctx, { ...wish, accountSize: account_size }, keyId);
    },
    store: (made) => made,
    restore: async (stored: { id: string }) => stored,
  });
