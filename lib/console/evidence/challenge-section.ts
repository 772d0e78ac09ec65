import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { challenges, purchases } from "@/db/schema";
import { describePurchaseRules } from "@/lib/catalog";
import { boughtProgramName, holdOf, presentChallenge } from "@/lib/challenges";
import { formatMoney } from "@/lib/core/money";
import { recorded, type Section, utc } from "./document";

const title = "What was delivered";

/** The challenge that a program's payment bought, as it is now. */
export async function challengeSection(db: Database, paymentId: string): Promise<Section> {
  const [found] = await db
    .select({ purchase: purchases, challenge: challenges })
    .from(purchases)
    .innerJoin(challenges, eq(challenges.purchaseId, purchases.id))
    .where(eq(purchases.paymentId, paymentId));
  if (!found) return { title, paragraphs: ["The challenge was not started."] };
  const { purchase, challenge } = found;
  const { status_name } = presentChallenge(challenge);
  return {
    title,
    paragraphs: [
      "A digital product: a trading challenge with access to a trading account, with these details.",
    ],
    facts: recorded([
      ["Challenge", `${boughtProgramName(purchase)} (challenge ${challenge.id})`],
      ["Trading account", String(challenge.accountLogin)],
      ["Size", formatMoney(purchase.initialBalanceCents, purchase.accountCurrency)],
      await describePurchaseRules(db, purchase),
      ["Ready to trade", utc(challenge.startedAt ?? challenge.createdAt)],
      ["Phase reached", String(challenge.currentPhaseIndex)],
      ["Status now", holdOf(challenge) ? "suspended" : status_name],
      ["Ended", challenge.endedAt && utc(challenge.endedAt)],
    ]),
  };
}
