import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { evaluations, verdicts } from "@/db/schema";
import { queueEmail } from "@/lib/mail";
import { advance, type PhaseState, type Verdict } from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";
import { type Doubt, type EvaluationRow, isEnding, type JudgedVerdict, stateAfter } from "../state";
import { changeState } from "../verdicts/change-state";
import { emitOverturned, emitVerdict } from "../verdicts/emit-verdict";
import { clockVerdict } from "./clock-verdict";

interface AfterEvents {
  row: EvaluationRow;
  /** The judge's state before the events, and after them. */
  before: PhaseState;
  state: PhaseState;
  verdicts: JudgedVerdict[];
}

interface Confirmed {
  row: EvaluationRow;
  /** Those that aren't stored yet. */
  verdicts: JudgedVerdict[];
  /** Whether a verdict of the clock has decided the evaluation's state, after all of those. */
  isDecided: boolean;
}

/**
 * Compares what the clock had decided with what the events say that came in after all: a verdict that they give too is
 * confirmed, one that they contradict is overturned, with its consequences. Needed only where the clock has moved an
 * evaluation. The caller has locked it, and stores the judge's state and the verdicts that are returned.
 */
export async function confirmClockVerdicts(
  tx: Transaction,
  rules: RuleSet,
  { row, before, state, verdicts: judged }: AfterEvents,
): Promise<Confirmed> {
  if (row.clockAt === null) return { row, verdicts: judged, isDecided: false };
  const clockAt = row.clockAt.getTime();
  const isOver = state.at >= clockAt;
  const later = isOver ? { state, verdicts: [] } : advance(rules, state, clockAt);
  const ofClock = await readClockVerdicts(tx, row.id, before.at);
  const stored = new Map(ofClock.map((verdict) => [keyOf(verdict), verdict]));
  const added = later.verdicts.map((verdict) => clockVerdict(verdict, state, later.state));
  const expected = [...judged, ...added];
  const keys = new Set(expected.map(keyOf));
  const overturned = ofClock.filter((verdict) => !keys.has(keyOf(verdict)));
  await overturn(tx, row, overturned);
  for (const verdict of judged) await confirm(tx, row, stored.get(keyOf(verdict)), verdict.doubt);
  if (isOver) await tx.update(evaluations).set({ clockAt: null }).where(eq(evaluations.id, row.id));

  const current = { ...row, clockAt: isOver ? null : row.clockAt };
  const wrong = overturned.find((verdict) => stateAfter(verdict) !== null);
  if (wrong) current.state = await changeState(tx, current, before.status, wrong.id);
  const deciding = expected.findLast((verdict) => stateAfter(verdict) !== null);
  const existing = deciding && stored.get(keyOf(deciding));
  const decided = existing && stateAfter(existing);
  if (decided) current.state = await changeState(tx, current, decided, existing.id);
  return {
    row: current,
    verdicts: expected.filter((verdict) => !stored.has(keyOf(verdict))),
    isDecided: existing !== undefined,
  };
}

/** The verdicts of the clock after an instant that still hold. */
async function readClockVerdicts(tx: Transaction, evaluationId: number, after: number) {
  const rows = await tx
    .select()
    .from(verdicts)
    .where(
      and(
        eq(verdicts.evaluationId, evaluationId),
        isNull(verdicts.eventSeq),
        gt(verdicts.at, new Date(after)),
        inArray(verdicts.standing, ["final", "provisional"]),
      ),
    );
  return rows.map(({ id, kind, rule, threshold, observed, at, standing, doubt }) => ({
    id,
    kind,
    rule,
    threshold,
    observed,
    at: at.getTime(),
    // An operator has confirmed it.
    doubt: standing === "final" ? null : doubt,
  }));
}
type ClockVerdict = Awaited<ReturnType<typeof readClockVerdicts>>[number];

/** Overturns verdicts; an ending is emailed and emitted. */
async function overturn(tx: Transaction, row: EvaluationRow, list: ClockVerdict[]): Promise<void> {
  if (list.length === 0) return;
  const ids = list.map(({ id }) => id);
  const rows = await tx
    .update(verdicts)
    .set({ standing: "overturned" })
    .where(inArray(verdicts.id, ids))
    .returning();
  for (const verdict of rows.filter(isEnding)) {
    await emitOverturned(tx, row, verdict);
    await queueEmail(tx, "verdict-overturned", { verdict_id: verdict.id });
  }
}

/**
 * What the clock held for an operator isn't in its doubt once events have given it too; it may be in another one. One
 * that an operator confirmed stays so.
 */
async function confirm(
  tx: Transaction,
  row: EvaluationRow,
  verdict: ClockVerdict | undefined,
  doubt: Doubt | null,
): Promise<void> {
  if (verdict?.doubt !== "clock") return;
  verdict.doubt = doubt;
  await tx
    .update(verdicts)
    .set({ standing: doubt === null ? "final" : "provisional", doubt })
    .where(eq(verdicts.id, verdict.id));
  if (doubt !== null) return;
  await emitVerdict(tx, row, verdict);
  await queueEmail(tx, "challenge-verdict", { verdict_id: verdict.id });
}

interface Decision extends Pick<Verdict, "kind" | "threshold" | "observed" | "at"> {
  rule: string | null;
}
const keyOf = ({ kind, rule, threshold, observed, at }: Decision): string =>
  [kind, rule, threshold, observed, at].join(" ");
