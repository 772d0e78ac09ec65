import { eq, sql } from "drizzle-orm";
import {
  challenges,
  customers,
  evaluations,
  propAccounts,
  purchases,
  venueAccounts,
} from "@/db/schema";
import { describeRules, soldTierNameSql } from "@/lib/catalog";
import { formatMoney } from "@/lib/core/money";
import type { PhaseState } from "@/lib/rules";
import type { Fact } from "../schemas";
import { asNumber } from "../spec";
import { auditSteps } from "./activity-steps";
import {
  type Found,
  idFact,
  indented,
  inOrder,
  linked,
  type ReadDetail,
  relatedRows,
  step,
  text,
  time,
  whoseIs,
} from "./detail";
import { commandSteps, readVerdicts, verdictSteps } from "./verdict-steps";

/** The evaluation of a phase: where it stands, what the rules decided, and the commands that followed. */
export const readEvaluation: ReadDetail = async (ctx, id) => {
  const number = asNumber(id);
  if (number === null) return null;
  const [found] = await ctx.db
    .select({
      evaluation: evaluations,
      account: venueAccounts,
      customer: whoseIs,
      challenge: challenges,
      program: sql<string>`coalesce(${purchases.program} ->> 'display_name', ${soldTierNameSql(sql`${propAccounts}`)})`,
      currency: sql<string>`coalesce(${purchases.accountCurrency}, ${propAccounts.tierTerms} ->> 'currency', 'usd')`,
    })
    .from(evaluations)
    .innerJoin(venueAccounts, eq(venueAccounts.id, evaluations.venueAccountId))
    .innerJoin(customers, eq(customers.id, venueAccounts.customerId))
    .innerJoin(challenges, eq(challenges.id, evaluations.challengeId))
    .leftJoin(purchases, eq(purchases.id, challenges.purchaseId))
    .leftJoin(propAccounts, eq(propAccounts.id, challenges.propAccountId))
    .where(eq(evaluations.id, number));
  if (!found) return null;
  const { evaluation, account, customer, challenge, program, currency } = found;
  const [verdicts, commands, rules, listed, sent] = await Promise.all([
    readVerdicts(ctx.db, number),
    commandSteps(ctx.db, account.id),
    evaluation.ruleSetId ? describeRules(ctx.db, evaluation.ruleSetId, currency) : null,
    relatedRows(ctx, "Verdicts", "verdicts", { evaluation: id }),
    relatedRows(ctx, "Commands", "venue-commands", { evaluation: id }),
  ]);
  const done = await auditSteps(
    ctx,
    verdicts.map(({ id: verdict }) => ["verdict", verdict] as const),
  );
  const state = evaluation.judged as PhaseState | null;
  return {
    title: program,
    lead: `Evaluation ${id}: phase ${evaluation.phaseIndex} of challenge ${challenge.id}, account ${account.login ?? account.propAccountId}`,
    status: evaluation.monitored ? evaluation.state : "unmonitored",
    notice: noticeOf(evaluation, currency),
    facts: [
      {
        title: "Where it stands",
        facts: state ? stateFacts(state, currency) : [text("Trading data", "None so far")],
      },
      {
        title: "Trading data",
        facts: [
          linked("Source", evaluation.sourceId, "trading-sources"),
          text("Next event's number", evaluation.nextSeq),
          time("Last event", evaluation.lastEventAt),
          time("Last received", evaluation.lastReceivedAt),
          time("Last gap ended", evaluation.lastGapAt),
          moneyFact("Unexplained balance", Number(evaluation.unexplainedCents) || null, currency),
        ],
      },
      {
        title: "Phase",
        facts: [
          linked("Purchase", challenge.purchaseId, "purchases"),
          idFact("Prop account", challenge.propAccountId),
          text("Challenge", challenge.id),
          text("Account", account.login ?? account.propAccountId),
          text("Venue", account.venue),
          moneyFact("Initial balance", Number(evaluation.initialCents), currency),
          text("Rules", rules),
          idFact("Rule set", evaluation.ruleSetId),
          time("Opened", evaluation.openedAt),
          time("Ended", evaluation.endedAt),
        ],
      },
      {
        title: "Customer",
        facts: [idFact("Customer ID", customer.publicId), text("Email", customer.email)],
      },
    ],
    steps: inOrder(
      done,
      [step(evaluation.openedAt, "Phase opened", "Propdesk", { status: "active" })],
      verdictSteps(verdicts, currency),
      commands,
    ),
    evidence: state ? [{ title: "The judge's state", text: indented(state) }] : [],
    related: [listed, sent],
  } satisfies Found;
};

const moneyFact = (label: string, cents: number | null, currency: string): Fact => ({
  label,
  value: cents,
  kind: "money",
  currency,
});

function stateFacts(state: PhaseState, currency: string): Fact[] {
  const { balance, equity, open_positions, daily, total, trading_days, at } = state;
  const floor = (level: { floor: number } | null) => {
    if (!level) return null;
    const left = equity - level.floor;
    const distance = formatMoney(Math.abs(left), currency);
    return `${formatMoney(level.floor, currency)}, ${left < 0 ? `equity is ${distance} below it` : `${distance} left`}`;
  };
  return [
    moneyFact("Equity", equity, currency),
    moneyFact("Balance", balance, currency),
    text("Open positions", open_positions),
    text("Daily floor", floor(daily)),
    text("Total floor", floor(total)),
    text("Trading days", trading_days),
    time("Judged up to", new Date(at)),
  ];
}

/** Why an operator should look at it. */
function noticeOf(
  { state, lastGapAt, unexplainedCents }: typeof evaluations.$inferSelect,
  currency: string,
): string | null {
  if (state === "held") {
    return "An ending waits for an operator: open its verdict below to confirm or lift it.";
  }
  if (unexplainedCents !== 0n) {
    return `Nothing explains ${formatMoney(unexplainedCents, currency)} of the balance: an ending that depends on it will wait for an operator.`;
  }
  return lastGapAt === null
    ? null
    : "Trading events are missing: an ending that depends on them will wait for an operator.";
}
