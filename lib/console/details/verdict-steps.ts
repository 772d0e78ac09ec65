import { asc, desc, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { venueCommands, verdicts } from "@/db/schema";
import { describeVerdict, verdictNumber } from "@/lib/evaluation";
import type { DetailStep } from "../schemas";
import { step } from "./detail";

const MOST = 200;

type Verdict = typeof verdicts.$inferSelect;
type Command = typeof venueCommands.$inferSelect;

/** The newest verdicts of an evaluation, oldest first. */
export async function readVerdicts(db: Database, evaluationId: number): Promise<Verdict[]> {
  const rows = await db
    .select()
    .from(verdicts)
    .where(eq(verdicts.evaluationId, evaluationId))
    .orderBy(desc(verdicts.at), desc(verdicts.id))
    .limit(MOST);
  return rows.reverse();
}

/** `Daily loss: account value $94,999.99, floor $95,000.00`; null for a verdict without numbers. */
export function verdictNumbers(verdict: Verdict, currency: string): string | null {
  const { rule, threshold, observed } = verdict;
  const described = describeVerdict({ ...verdict, provisional: false });
  if (threshold === null || observed === null) return described.rule;
  const number = (value: number) => verdictNumber(rule, value, currency);
  return `${described.rule}: ${described.observed.toLowerCase()} ${number(observed)}, ${described.threshold.toLowerCase()} ${number(threshold)}`;
}

/** What the rules decided, each with its numbers. */
export const verdictSteps = (rows: readonly Verdict[], currency: string): DetailStep[] =>
  rows.map((verdict) => {
    const numbers = verdictNumbers(verdict, currency);
    const { title } = describeVerdict({ ...verdict, provisional: false });
    return step(verdict.at, title, verdict.eventSeq === null ? "Clock" : "Judge", {
      id: verdict.id,
      status: verdict.standing === "final" ? verdict.kind : verdict.standing,
      notes: numbers ? [numbers] : [],
      ids: [{ label: "verdict", id: verdict.id, list: "verdicts" }],
    });
  });

const commandTitles: Record<Command["kind"], string> = {
  disable: "Command: disable the account",
  enable: "Command: enable the account",
  close_all: "Command: close all positions",
};

/** The commands to the venue of an account. */
export async function commandSteps(
  db: Database,
  venueAccountId: number,
  only: (command: Command) => boolean = () => true,
): Promise<DetailStep[]> {
  const rows = await db
    .select()
    .from(venueCommands)
    .where(eq(venueCommands.venueAccountId, venueAccountId))
    .orderBy(asc(venueCommands.number))
    .limit(MOST);
  return rows.filter(only).map((command) =>
    step(command.createdAt, commandTitles[command.kind], "Propdesk", {
      id: command.id,
      status: command.state,
      notes: [
        ...(command.error ? [command.error] : []),
        ...(command.acknowledgedAt
          ? [
              `Acknowledged ${command.acknowledgedAt.getTime() - command.createdAt.getTime()} ms later`,
            ]
          : []),
      ],
      ids: [{ label: "command", id: command.id, list: "venue-commands" }],
    }),
  );
}
