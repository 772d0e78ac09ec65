import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import {
  challenges,
  customers,
  evaluations,
  propAccounts,
  purchases,
  venueAccounts,
  verdicts,
} from "@/db/schema";
import { soldTierNameSql } from "@/lib/catalog";
import { exactTime } from "@/lib/core/format";
import { describeVerdict, verdictNumber } from "@/lib/evaluation";
import type { AddressedEmail, EmailTemplate } from "../email-content";

async function readVerdict(db: Database, id: string) {
  const [row] = await db
    .select({
      verdict: verdicts,
      phaseIndex: evaluations.phaseIndex,
      challengeId: challenges.id,
      program: sql<string>`coalesce(${purchases.program} ->> 'display_name', ${soldTierNameSql(sql`${propAccounts}`)})`,
      currency: sql<string>`coalesce(${purchases.accountCurrency}, ${propAccounts.tierTerms} ->> 'currency', 'usd')`,
      account: sql<string>`coalesce(${venueAccounts.login}::text, ${venueAccounts.hotkey})`,
      propAccountId: venueAccounts.propAccountId,
      customer: { email: customers.email, name: customers.name, timeZone: customers.timeZone },
    })
    .from(verdicts)
    .innerJoin(evaluations, eq(evaluations.id, verdicts.evaluationId))
    .innerJoin(venueAccounts, eq(venueAccounts.id, evaluations.venueAccountId))
    .innerJoin(challenges, eq(challenges.id, evaluations.challengeId))
    .leftJoin(purchases, eq(purchases.id, challenges.purchaseId))
    .leftJoin(propAccounts, eq(propAccounts.id, challenges.propAccountId))
    .innerJoin(customers, eq(customers.id, challenges.customerId))
    .where(eq(verdicts.id, id));
  return row ?? null;
}

/** What the rules said of a challenge, with the numbers that decided. Not sent once the verdict is overturned. */
export const challengeVerdictEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readVerdict(db, id);
  if (!row || row.verdict.standing === "overturned") return null;
  return emailOf(row, describeRow(row));
};

/** A provisional ending was lifted by an operator: the challenge goes on. */
export const verdictOverturnedEmail: EmailTemplate<string> = async (db, id) => {
  const row = await readVerdict(db, id);
  if (!row) return null;
  const described = describeRow(row);
  return emailOf(row, {
    ...described,
    title: "Your challenge goes on",
    paragraphs: [
      `Our team checked the result "${described.title}" and lifted it: it doesn't count, and your challenge goes on in the same phase on the same account.`,
      "The numbers below are those of the result that was lifted.",
    ],
  });
};

type VerdictRow = NonNullable<Awaited<ReturnType<typeof readVerdict>>>;
type Described = ReturnType<typeof describeVerdict>;

const describeRow = ({ verdict }: VerdictRow): Described =>
  describeVerdict({ ...verdict, provisional: verdict.standing === "provisional" });

function emailOf(row: VerdictRow, described: Described): AddressedEmail {
  const { verdict, program, currency, customer, account, challengeId, phaseIndex } = row;
  const number = (value: number | null) => verdictNumber(verdict.rule, value, currency);
  const details: [string, string][] = [
    ["Challenge", program],
    ["Phase", String(phaseIndex)],
    ["Account", account],
  ];
  if (described.rule) details.push(["Rule", described.rule]);
  if (verdict.threshold !== null) details.push([described.threshold, number(verdict.threshold)]);
  if (verdict.observed !== null) details.push([described.observed, number(verdict.observed)]);
  details.push(["Time", exactTime(verdict.at, customer.timeZone ?? "UTC")]);
  details.push(["Verdict", verdict.id]);
  return {
    to: customer.email,
    content: {
      subject: `${described.title}: ${program}`,
      name: customer.name,
      paragraphs: described.paragraphs,
      details,
      link:
        row.propAccountId === null
          ? { text: "View challenge", path: `/dashboard/challenges/${challengeId}` }
          : { text: "View account", path: `/dashboard/accounts/${row.propAccountId}` },
      reference: `verdict ${verdict.id}`,
    },
  };
}
