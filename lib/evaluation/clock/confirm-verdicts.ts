import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { evaluations, verdicts } from "@/db/schema";
import { advance, type PhaseState, type Verdict } from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";
import { type EvaluationRow, isEnding, type JudgedVerdict } from "../state";
import { changeState } from "../verdicts/change-state";
import { clockVerdict } from "./clock-verdict";

interface AfterEvents {
  row: EvaluationRow;
  /** The judge's state before the events, and after them. */
  before: PhaseState;
  state: PhaseState;
  verdicts: JudgedVerdict[];
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
): Promise<{ row: EvaluationRow; verdicts: JudgedVerdict[] }> {
  if (row.clockAt === null) return { row, verdicts: judged };
  const clockAt = row.clockAt.getTime();
  const isOver = state.at >= clockAt;
  const later = isOver ? { state, verdicts: [] } : advance(rules, state, clockAt);
  const ofClock = await readClockVerdicts(tx, row.id, before.at);
  const expected = new Set([...judged, ...later.verdicts].map(keyOf));
  const overturned = ofClock.filter((verdict) => !expected.has(keyOf(verdict)));
  const byEvents = new Set(judged.map(keyOf));
  const confirmed = ofClock.filter((verdict) => byEvents.has(keyOf(verdict)));
  await overturn(tx, overturned);
  await confirm(tx, confirmed);
  if (isOver) await tx.update(evaluations).set({ clockAt: null }).where(eq(evaluations.id, row.id));

  let current = row.state;
  const wrong = overturned.find(({ kind }) => isEnding({ kind }) || movesAccount(kind));
  const right = confirmed.find(({ kind, doubt }) => isEnding({ kind }) && doubt === "clock");
  if (wrong) current = await changeState(tx, row, before.status, wrong.id);
  else if (right) current = await changeState(tx, row, state.status, right.id);
  const stored = new Set(ofClock.map(keyOf));
  const added = later.verdicts.map((verdict) => clockVerdict(verdict, state, later.state));
  return {
    row: { ...row, state: current, clockAt: isOver ? null : row.clockAt },
    verdicts: [...judged, ...added].filter((verdict) => !stored.has(keyOf(verdict))),
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
  return rows.map(({ id, kind, rule, threshold, observed, at, doubt }) => ({
    id,
    kind,
    rule,
    threshold,
    observed,
    at: at.getTime(),
    doubt,
  }));
}
type ClockVerdict = Awaited<ReturnType<typeof readClockVerdicts>>[number];

const idsOf = (list: ClockVerdict[]) => list.map(({ id }) => id);

async function overturn(tx: Transaction, list: ClockVerdict[]): Promise<void> {
  if (list.length === 0) return;
  await tx
    .update(verdicts)
    .set({ standing: "overturned" })
    .where(inArray(verdicts.id, idsOf(list)));
}

/** What the clock held for an operator isn't in doubt once events have given it too. */
async function confirm(tx: Transaction, list: ClockVerdict[]): Promise<void> {
  if (list.length === 0) return;
  await tx
    .update(verdicts)
    .set({ standing: "final", doubt: null })
    .where(and(inArray(verdicts.id, idsOf(list)), eq(verdicts.doubt, "clock")));
}

const movesAccount = (kind: Verdict["kind"]) => kind === "paused" || kind === "resumed";

interface Decision extends Pick<Verdict, "kind" | "threshold" | "observed" | "at"> {
  rule: string | null;
}
const keyOf = ({ kind, rule, threshold, observed, at }: Decision): string =>
  [kind, rule, threshold, observed, at].join(" ");
