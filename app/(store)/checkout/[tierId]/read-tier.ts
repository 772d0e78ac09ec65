import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { withReturn } from "@/components/client/return-path";
import { pageAddress, pageContext, signedInCustomer } from "@/lib/api/page-context";
import { findTier } from "@/lib/catalog";

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
