import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { ifAvailable } from "@/app/if-available";
import { withReturn } from "@/components/client/return-path";
import { mergeOffers } from "@/components/store/offers";
import { pageAddress, pageContext, signedInCustomer } from "@/lib/api/page-context";
import { findProgram, findTier, listTiersOf } from "@/lib/catalog";
import type { ProgramView, TierView } from "@/lib/catalog/schemas";
import type { Context } from "@/lib/core/context";
import { findRecentPayment } from "@/lib/payments";

/**
 * The tier to buy and who buys it, read once a request. Visitors who aren't signed in are sent to sign-up:
 * most of them are new.
 */
export const readTier = cache(async (tierId: string) => {
  const ctx = await pageContext();
  if (!signedInCustomer(ctx)) redirect(withReturn("/sign-up", await pageAddress()));
  const tier = await findTier(ctx.db, tierId);
  if (!tier) notFound();
  if (tier.price_cents === 0) redirect("/#try-it");
  return { ctx, tier };
});

/**
 * The program that wallets buy as the same offer as the tier; null for none, `unavailable` while the trading server, which
 * has its account's size, is unreachable.
 */
export async function readWalletProgram(
  tierId: string,
): Promise<ProgramView | null | "unavailable"> {
  const { ctx, tier } = await readTier(tierId);
  const tiers = await listTiersOf(ctx.db, tier.program_id);
  const found = await ifAvailable(async () => ({
    program: await findProgram(ctx.db, tier.program_id),
  }));
  if (!found) return "unavailable";
  const offers = mergeOffers(tiers, found.program ? [found.program] : []);
  return offers.find((offer) => offer.tier?.id === tierId)?.program ?? null;
}

/** The customer's payment for the tier in a market that is processing or was paid within the hour; null for none. */
export const findTierPayment = (
  ctx: Context,
  tier: TierView,
  { market, asset_class }: TierView["markets"][number],
) =>
  findRecentPayment(ctx, {
    kind: "challenge",
    tierId: tier.id,
    market,
    assetClass: asset_class,
    accountSize: tier.account_size,
    amountCents: BigInt(tier.price_cents),
    currency: tier.currency,
  });
