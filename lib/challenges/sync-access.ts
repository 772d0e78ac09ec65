import { and, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { challengePhases, challenges, evaluations } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { enqueue } from "@/lib/queue/enqueue";
import { callTradingServer, type TradingServer, tradingServer } from "@/lib/trading";
import { challengeStatus } from "./schemas";

const { active, cancelled } = challengeStatus;

/** How often the accounts are set again because the challenge changed concurrently. */
const ATTEMPTS = 5;

/** Enqueues the job that sets a challenge's accounts to whether it may be traded. */
export const enqueueAccessSync = (tx: Executor, challengeId: number): Promise<void> =>
  enqueue(
    tx,
    "sync-challenge-access",
    { challenge_id: challengeId },
    { queue: `challenge-access-${challengeId % 2}` },
  );

/** Whether each account of a challenge may be traded; none of a challenge that passed or failed. */
async function accessOf({ db }: Context, id: number): Promise<Map<number, boolean>> {
  const [challenge] = await db.select().from(challenges).where(eq(challenges.id, id));
  const phases = await db
    .select({
      accountLogin: challengePhases.accountLogin,
      status: challengePhases.status,
      evaluation: evaluations.state,
    })
    .from(challengePhases)
    .leftJoin(
      evaluations,
      and(
        eq(evaluations.challengeId, challengePhases.challengeId),
        eq(evaluations.phaseIndex, challengePhases.phaseIndex),
      ),
    )
    .where(eq(challengePhases.challengeId, id))
    .orderBy(challengePhases.phaseIndex);
  return accessOfPhases(
    challenge,
    // Those of prop accounts have no login: `sync-venue` is their job.
    phases.flatMap(({ accountLogin, ...phase }) =>
      accountLogin === null ? [] : [{ ...phase, accountLogin }],
    ),
  );
}

interface RunningPhase {
  accountLogin: number;
  status: number;
  evaluation: string | null;
}

function accessOfPhases(
  challenge: typeof challenges.$inferSelect | undefined,
  phases: readonly RunningPhase[],
): Map<number, boolean> {
  if (challenge?.status === cancelled || (challenge?.status === active && challenge.heldAt)) {
    return new Map(phases.map(({ accountLogin }) => [accountLogin, false]));
  }
  // Nothing enables an account that its rules have stopped, also when this job is late.
  if (challenge?.status !== active) {
    const stopped = phases.filter(
      ({ evaluation }) => evaluation !== null && evaluation !== "active",
    );
    return new Map(stopped.map(({ accountLogin }) => [accountLogin, false]));
  }
  const running = phases.filter(({ status }) => status === active);
  // A phase that is paused until the next trading day, or held for an operator, isn't traded.
  return new Map(
    running.map(({ accountLogin, evaluation }) => [
      accountLogin,
      evaluation === null || evaluation === "active",
    ]),
  );
}

/**
 * Disables a challenge's accounts at the trading server if it is suspended or canceled, else enables those of its
 * active phase. It reads the challenge before and afterwards, so that a late, repeated or concurrent job ends in the
 * right state. Throws if the trading server rejects it or doesn't respond: the job repeats it.
 */
export async function syncChallengeAccess(
  ctx: Context,
  id: number,
  server: TradingServer = tradingServer(ctx.db),
): Promise<void> {
  let access = await accessOf(ctx, id);
  for (let turn = 0; turn < ATTEMPTS; turn += 1) {
    for (const [login, enabled] of access) {
      const result = await callTradingServer(() => server.setAccountEnabled(login, enabled));
      if (result.status === "unknown") throw result.cause;
      if (result.status === "rejected") throw new Error(`account ${login}: ${result.message}`);
    }
    const done = access;
    access = await accessOf(ctx, id);
    if ([...access].every(([login, enabled]) => done.get(login) === enabled)) {
      ctx.log.info(
        { challenge_id: id, access: Object.fromEntries(access) },
        "challenge.access_set",
      );
      return;
    }
  }
  throw new Error(`challenge ${id} changes faster than its accounts`);
}
