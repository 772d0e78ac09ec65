import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { evaluations, verdicts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireFreshAdmin } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { queueEmail } from "@/lib/mail";
import { hasEnded, judge, type PhaseState } from "@/lib/rules";
import { dueAtOf } from "../clock/due-at";
import { stateOf } from "../ingest/judge-account";
import { type EvaluationRow, isEnding, type JudgedVerdict } from "../state";
import { ruleName } from "../verdict-messages";
import { changeState } from "../verdicts/change-state";
import { emitOverturned } from "../verdicts/emit-verdict";
import { recordVerdicts } from "../verdicts/record-verdicts";
import { type AccountValues, readLastValues } from "./last-values";
import { type HeldEnding, lockHeldEnding } from "./lock-held-ending";
import { type LiftRuling, presentRuling, type RulingBody } from "./ruling-body";
import { nextRulingSeq, storeRulings } from "./store-rulings";

interface Lift {
  /** The verdict's id. */
  id: string;
  reason: string;
  /** What the account is worth, in minor units, where that isn't what its last event said. */
  account?: AccountValues | undefined;
}

/**
 * An operator lifts a provisional ending: the verdict is overturned, and the phase goes on with the account's values, by
 * rulings that are stored among its trading events. Holes and unexplained balances from before are settled by it. Throws
 * NOT_FOUND, STEP_UP_REQUIRED, and INVALID_STATE if the phase would end again immediately.
 */
export async function liftEnding(ctx: Context, { id, reason, account }: Lift): Promise<void> {
  requireFreshAdmin(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const held = await lockHeldEnding(tx, id);
    const { verdict, row, rules } = held;
    const before = stateOf(row, rules);
    const values = account ?? (await readLastValues(tx, row.id, before));
    const rulings = await placeRulings(tx, held, values, Math.max(Date.now(), before.at));
    const { state, judged } = judgeRulings(held, before, rulings);
    await tx.update(verdicts).set({ standing: "overturned" }).where(eq(verdicts.id, id));
    await storeRulings(
      tx,
      row.id,
      rulings.map(({ body }) => body),
    );
    const phase = await changeState(tx, row, state.status, id);
    await tx
      .update(evaluations)
      .set({
        judged: state,
        dueAt: dueAtOf(state),
        clockAt: null,
        lastGapAt: null,
        unexplainedCents: 0n,
      })
      .where(eq(evaluations.id, row.id));
    await recordVerdicts(ctx, tx, { ...row, state: phase }, judged);
    await emitOverturned(tx, row, verdict);
    await queueEmail(tx, "verdict-overturned", { verdict_id: id });
    await audit(tx, ctx, {
      action: "verdict.lift",
      subject: id,
      reason,
      before: { challenge_id: row.challengeId, state: row.state, standing: verdict.standing },
      after: {
        challenge_id: row.challengeId,
        state: phase,
        standing: "overturned",
        balance_cents: values.balance,
        equity_cents: values.equity,
        open_positions: values.open_positions,
      },
    });
  });
}

interface PlacedRuling {
  ruling: LiftRuling;
  body: RulingBody;
}

/** The rulings that undo an ending. A pass is revoked first, and profit that nothing explains excluded. */
async function placeRulings(
  tx: Transaction,
  { verdict, row }: HeldEnding,
  values: AccountValues,
  at: number,
): Promise<PlacedRuling[]> {
  const type = "ruling" as const;
  const unexplained = Number(row.unexplainedCents);
  const rulings: LiftRuling[] = [{ type, kind: "reinstate", at, ...values }];
  if (verdict.kind === "passed") {
    if (unexplained > 0) rulings.unshift({ type, kind: "exclude", at, amount: unexplained });
    rulings.unshift({ type, kind: "revoke_pass", at });
  }
  const first = await nextRulingSeq(tx, row.id);
  return rulings.map((ruling, index) => {
    const place = { seq: first - index, after_seq: row.nextSeq - 1, verdict_id: verdict.id };
    return { ruling, body: presentRuling(ruling, place) };
  });
}

/** Judges the rulings one after another. Throws INVALID_STATE if the phase would end again. */
function judgeRulings({ row, rules }: HeldEnding, before: PhaseState, rulings: PlacedRuling[]) {
  let state = before;
  const judged: JudgedVerdict[] = [];
  for (const { ruling, body } of rulings) {
    const result = judge(rules, state, ruling);
    // The clock has recorded what happened up to where it stands.
    const added = result.verdicts.filter(({ at }) => isAfterClock(row, at));
    for (const verdict of added) {
      judged.push({
        ...verdict,
        doubt: null,
        eventSeq: body.seq,
        event: body,
        before: state,
        after: result.state,
      });
    }
    state = result.state;
  }
  const again = judged.find(isEnding);
  if (hasEnded(state)) {
    const rule = again ? (ruleName(again.rule) ?? "the profit target").toLowerCase() : "its rules";
    throw new AppError(
      "INVALID_STATE",
      `With these values the phase would end again (${rule}). Correct the account at its venue first, and enter its corrected balance and equity.`,
    );
  }
  return { state, judged };
}

const isAfterClock = ({ clockAt }: EvaluationRow, at: number) =>
  clockAt === null || at > clockAt.getTime();
