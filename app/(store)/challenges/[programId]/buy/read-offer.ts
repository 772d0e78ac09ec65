import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { ifAvailable } from "@/app/if-available";
import { withReturn } from "@/components/client/return-path";
import { buyPath } from "@/components/store/program";
import { pageContext, signedInCustomer } from "@/lib/api/page-context";
import { findProgram } from "@/lib/catalog";
import { listPayerAccounts } from "@/lib/purchases";

/**
 * A program on sale and the customer's wallets, read once for the page and the title of its tab; no offer
 * while the trading server is unreachable. Visitors who aren't signed in are sent to sign-up.
 */
export const readOffer = cache(async (id: number) => {
  const ctx = await pageContext();
  if (!signedInCustomer(ctx)) redirect(withReturn("/sign-up", buyPath(id)));
  const found = await ifAvailable(async () => {
    const program = await findProgram(ctx.db, id);
    const payers = program ? await listPayerAccounts(ctx, id) : null;
    return { program, payers };
  });
  if (found === null) return { ctx, offer: null };
  const { program, payers } = found;
  if (!program || !payers || program.steps.length === 0) notFound();
  return { ctx, offer: { program, payers } };
});
