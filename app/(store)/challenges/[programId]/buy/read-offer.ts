import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { ifInReach } from "@/app/if-in-reach";
import { buyPath } from "@/components/store/program";
import { findProgram } from "@/lib/catalog";
import { listPayerAccounts } from "@/lib/challenges";
import { withReturn } from "@/lib/client/return-path";
import { pageContext, signedIn } from "@/lib/http/page-context";

/**
 * A program on sale and the wallets that may pay for it, read once for the page and the name of its
 * tab; no offer while the trading server is out of reach.
 */
export const readOffer = cache(async (id: number) => {
  const ctx = await pageContext();
  if (!signedIn(ctx)) redirect(withReturn("/sign-in", buyPath(id)));
  const answer = await ifInReach(async () => {
    const program = await findProgram(ctx.db, id);
    const payers = program ? await listPayerAccounts(ctx, id) : null;
    return { program, payers };
  });
  if (answer === null) return { ctx, offer: null };
  const { program, payers } = answer;
  if (!program || !payers || program.steps.length === 0) notFound();
  return { ctx, offer: { program, payers } };
});
