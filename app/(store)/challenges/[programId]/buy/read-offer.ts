import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { ifAvailable } from "@/app/if-available";
import { withReturn } from "@/components/client/return-path";
import { mergeOffers } from "@/components/store/offers";
import { pageAddress, pageContext, signedInCustomer } from "@/lib/api/page-context";
import { findProgram, listTiersOf } from "@/lib/catalog";
import { listPayerAccounts } from "@/lib/purchases";

/**
 * A program on sale, the tier that is one offer with it, and the customer's wallets, read once for the page and the title
 * of its tab; no offer while the trading server is unreachable. Visitors who aren't signed in are sent to sign-up.
 */
export const readOffer = cache(async (id: number) => {
  const ctx = await pageContext();
  if (!signedInCustomer(ctx)) redirect(withReturn("/sign-up", await pageAddress()));
  const found = await ifAvailable(async () => {
    const program = await findProgram(ctx.db, id);
    const payers = program ? await listPayerAccounts(ctx, id) : null;
    return { program, payers };
  });
  if (found === null) return { ctx, offer: null };
  const { program, payers } = found;
  if (!program || !payers || program.steps.length === 0) notFound();
  const tiers = program.price > 0 ? await listTiersOf(ctx.db, id) : [];
  const tier = mergeOffers(tiers, [program]).find((offer) => offer.program)?.tier ?? null;
  return { ctx, offer: { program, tier, payers } };
});
