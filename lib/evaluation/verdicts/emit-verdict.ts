import type { Transaction } from "@/db/client";
import type { verdicts } from "@/db/schema";
import { emit } from "@/lib/webhooks";
import type { EventType } from "@/lib/webhooks/schemas";
import { presentNumber } from "../present";
import type { EvaluationRow, JudgedVerdict } from "../state";

const eventOf = {
  warned: "challenge.warned",
  paused: "challenge.paused",
  target_reached: "challenge.target_reached",
  passed: "challenge.phase_passed",
  breached: "challenge.breached",
  expired: "challenge.expired",
} as const satisfies Partial<Record<JudgedVerdict["kind"], EventType>>;

interface EmittedVerdict
  extends Pick<JudgedVerdict, "kind" | "threshold" | "observed" | "at" | "doubt"> {
  id: string;
  rule: string | null;
}

const typeOf = (kind: JudgedVerdict["kind"]) =>
  kind in eventOf ? eventOf[kind as keyof typeof eventOf] : null;

/** Emits a verdict to the apps that subscribe to its kind. */
export async function emitVerdict(
  tx: Transaction,
  row: EvaluationRow,
  verdict: EmittedVerdict,
): Promise<void> {
  const type = typeOf(verdict.kind);
  if (!type) return;
  await emit(tx, type, { customerId: row.customerId }, dataOf(row, verdict));
}

/** Emits that an operator has lifted a provisional ending. */
export async function emitOverturned(
  tx: Transaction,
  row: EvaluationRow,
  { at, ...verdict }: typeof verdicts.$inferSelect,
): Promise<void> {
  await emit(
    tx,
    "verdict.overturned",
    { customerId: row.customerId },
    { ...dataOf(row, { ...verdict, at: at.getTime(), doubt: null }), kind: verdict.kind },
  );
}

const dataOf = (
  row: EvaluationRow,
  { id, rule, threshold, observed, at, doubt }: EmittedVerdict,
) => ({
  challenge_id: row.challengeId,
  phase_index: row.phaseIndex,
  verdict_id: id,
  rule,
  threshold: presentNumber(rule, threshold),
  observed: presentNumber(rule, observed),
  at: new Date(at).toISOString(),
  provisional: doubt !== null,
});
