import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { challengePhases, challenges, evaluations, propAccounts, purchases } from "@/db/schema";
import { challengeStatus } from "@/lib/challenges/schemas";
import { type CommandKind, writeCommands } from "../commands/write-commands";
import type { EvaluationRow } from "../state";

type State = EvaluationRow["state"];

const ends = (state: State) => state === "passed" || state === "breached" || state === "expired";

/**
 * Moves an evaluation into another state, with all that follows: its phase and challenge end or go on, and its account is
 * opened or stopped by commands. The caller has locked the evaluation. Returns the state.
 *
 * @param verdictId the verdict that decided
 */
export async function changeState(
  tx: Transaction,
  row: EvaluationRow,
  state: State,
  verdictId: string,
): Promise<State> {
  if (state === row.state) return state;
  const isEnd = ends(state);
  await tx
    .update(evaluations)
    .set({ state, endedAt: isEnd ? sql`now()` : null, ...(isEnd && { dueAt: null }) })
    .where(eq(evaluations.id, row.id));
  if (isEnd) await endPhase(tx, row, state);
  else if (ends(row.state)) await reopenPhase(tx, row);
  const commands = commandsFor(row.state, state);
  if (commands.length > 0) await writeCommands(tx, row, commands, verdictId);
  return state;
}

/**
 * The commands of a change. A pause and an end close the positions; an ending that an operator has to confirm leaves them
 * open. From one state without positions to another nothing changes at the venue.
 */
function commandsFor(before: State, after: State): CommandKind[] {
  if (after === "active") return ["enable"];
  if (after === "held") return before === "active" ? ["disable"] : [];
  return before === "active" || before === "held" ? ["close_all", "disable"] : [];
}

/**
 * Ends a phase that trading ended, and its challenge: failed, or passed with its last phase. After another phase that was
 * passed the challenge waits for its next account.
 */
async function endPhase(
  tx: Transaction,
  { challengeId, phaseIndex }: EvaluationRow,
  state: State,
): Promise<void> {
  const status = state === "passed" ? challengeStatus.passed : challengeStatus.failed;
  const ended = { status, endedAt: sql`now()` };
  await tx
    .update(challengePhases)
    .set(ended)
    .where(phaseWithStatus(challengeId, phaseIndex, [challengeStatus.active]));
  if (state === "passed" && (await hasNextPhase(tx, challengeId, phaseIndex))) return;
  await tx
    .update(challenges)
    // A suspension stays on record: if the end is overturned, the challenge is suspended again.
    .set({ ...ended, updatedAt: sql`now()` })
    .where(and(eq(challenges.id, challengeId), eq(challenges.status, challengeStatus.active)));
}

/** Undoes the end of a phase whose verdict was overturned. A challenge that the firm ended stays ended. */
async function reopenPhase(
  tx: Transaction,
  { challengeId, phaseIndex }: EvaluationRow,
): Promise<void> {
  const { active, passed, failed } = challengeStatus;
  const reopened = { status: active, endedAt: null };
  await tx
    .update(challengePhases)
    .set(reopened)
    .where(phaseWithStatus(challengeId, phaseIndex, [passed, failed]));
  await tx
    .update(challenges)
    .set({ ...reopened, updatedAt: sql`now()` })
    .where(and(eq(challenges.id, challengeId), inArray(challenges.status, [passed, failed])));
}

const phaseWithStatus = (challengeId: number, phaseIndex: number, statuses: number[]) =>
  and(
    eq(challengePhases.challengeId, challengeId),
    eq(challengePhases.phaseIndex, phaseIndex),
    inArray(challengePhases.status, statuses),
  );

async function hasNextPhase(tx: Transaction, challengeId: number, phaseIndex: number) {
  const [row] = await tx
    .select({
      phases: sql<number>`coalesce(jsonb_array_length(coalesce(${purchases.program} -> 'steps', ${propAccounts.tierTerms} -> 'phases')), 1)`,
    })
    .from(challenges)
    .leftJoin(purchases, eq(purchases.id, challenges.purchaseId))
    .leftJoin(propAccounts, eq(propAccounts.id, challenges.propAccountId))
    .where(eq(challenges.id, challengeId));
  return row !== undefined && row.phases > phaseIndex;
}
