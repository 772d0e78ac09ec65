import { eq, sql } from "drizzle-orm";
import {
  challenges,
  customers,
  evaluations,
  propAccounts,
  purchases,
  venueAccounts,
  verdictEvidence,
  verdicts,
} from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { describeVerdict, readLastValues } from "@/lib/evaluation";
import type { PhaseState } from "@/lib/rules";
import type { OfferedAction } from "../schemas";
import { auditSteps } from "./activity-steps";
import {
  type Found,
  idFact,
  indented,
  inOrder,
  linked,
  type ReadDetail,
  relatedRows,
  text,
  time,
  whoseIs,
} from "./detail";
import { commandSteps, verdictNumbers, verdictSteps } from "./verdict-steps";

const doubts: Record<NonNullable<(typeof verdicts.$inferSelect)["doubt"]>, string> = {
  gap: "Trading events before it are missing",
  unexplained: "Nothing explains a part of the balance",
  clock: "No event has come since the boundary that decided",
};

/** A verdict: the numbers that decided, the event as it was received, the state before and after it, and its commands. */
export const readVerdict: ReadDetail = async (ctx, id) => {
  const [found] = await ctx.db
    .select({
      verdict: verdicts,
      evidence: verdictEvidence,
      evaluation: evaluations,
      account: venueAccounts,
      customer: whoseIs,
      currency: sql<string>`coalesce(${purchases.accountCurrency}, ${propAccounts.tierTerms} ->> 'currency', 'usd')`,
    })
    .from(verdicts)
    .innerJoin(evaluations, eq(evaluations.id, verdicts.evaluationId))
    .innerJoin(venueAccounts, eq(venueAccounts.id, evaluations.venueAccountId))
    .innerJoin(customers, eq(customers.id, venueAccounts.customerId))
    .innerJoin(challenges, eq(challenges.id, evaluations.challengeId))
    .leftJoin(purchases, eq(purchases.id, challenges.purchaseId))
    .leftJoin(propAccounts, eq(propAccounts.id, challenges.propAccountId))
    .leftJoin(verdictEvidence, eq(verdictEvidence.verdictId, verdicts.id))
    .where(eq(verdicts.id, id));
  if (!found) return null;
  const { verdict, evidence, evaluation, account, customer, currency } = found;
  const [done, commands, sent] = await Promise.all([
    auditSteps(ctx, [["verdict", id]]),
    commandSteps(ctx.db, account.id, ({ verdictId }) => verdictId === id),
    relatedRows(ctx, "Commands", "venue-commands", { verdict: id }),
  ]);
  const { title } = describeVerdict({ ...verdict, provisional: false });
  return {
    title,
    lead: verdictNumbers(verdict, currency) ?? `Phase ${evaluation.phaseIndex}`,
    status: verdict.standing,
    notice:
      verdict.standing === "provisional" && verdict.doubt
        ? `${doubts[verdict.doubt]}: check the platform's history, then confirm or lift this ending.`
        : null,
    facts: [
      {
        title: "Details",
        facts: [
          idFact("Verdict", verdict.id),
          text("Challenge", evaluation.challengeId),
          linked("Evaluation", evaluation.id, "evaluations"),
          text("Phase", evaluation.phaseIndex),
          text("Account", account.login ?? account.propAccountId),
          text("Doubt", verdict.doubt && doubts[verdict.doubt]),
          time("Happened", verdict.at),
          time("Stored", verdict.detectedAt),
          text("Event's number", verdict.eventSeq),
          idFact("Rule set", verdict.ruleSetId),
          text("Judge's version", verdict.judgeVersion),
        ],
      },
      {
        title: "Customer",
        facts: [idFact("Customer ID", customer.publicId), text("Email", customer.email)],
      },
    ],
    steps: inOrder(done, verdictSteps([verdict], currency), commands),
    evidence: evidence
      ? [
          ...(evidence.event
            ? [{ title: "Event as received", text: indented(evidence.event) }]
            : []),
          { title: "State before it, with the floors", text: indented(evidence.stateBefore) },
          { title: "State after it", text: indented(evidence.stateAfter) },
        ]
      : [],
    related: [sent],
    actions: await actionsOf(ctx, found, currency),
  } satisfies Found;
};

interface Held {
  verdict: typeof verdicts.$inferSelect;
  evaluation: typeof evaluations.$inferSelect;
  evidence: typeof verdictEvidence.$inferSelect | null;
}

/** An ending that waits for an operator can be confirmed or lifted. */
async function actionsOf(
  { db }: Context,
  { verdict, evaluation, evidence }: Held,
  currency: string,
): Promise<OfferedAction[]> {
  if (verdict.standing !== "provisional" || evaluation.state !== "held" || !evidence) return [];
  const input = { id: verdict.id };
  const state = (evaluation.judged ?? evidence.stateBefore) as PhaseState;
  const { balance, equity, open_positions } = await readLastValues(db, evaluation.id, state);
  const account = { balance_cents: balance, equity_cents: equity, open_positions };
  return [
    { action: "verdict.confirm", input },
    {
      action: "verdict.lift",
      input,
      account: { ...account, currency: currency.toUpperCase() },
      note: "The values are those of the account's last event.",
    },
  ];
}
