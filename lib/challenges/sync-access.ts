import { eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { challengePhases, challenges } from "@/db/schema";
import type { Context } from "@/lib/context";
import { enqueue } from "@/lib/jobs/enqueue";
import { ask, type TradingServer, tradingServer } from "@/lib/trading";
import { challengeStatus } from "./schemas";

const { active, cancelled } = challengeStatus;

/** A changed challenge is written again before its accounts are; beyond this somebody flips it. */
const TURNS = 5;

/** Enqueues the job that brings a challenge's accounts in line with whether it may be traded. */
export const enqueueAccessSync = (tx: Executor, challengeId: number): Promise<void> =>
  enqueue(
    tx,
    "sync-challenge-access",
    { challenge_id: challengeId },
    { queue: `challenge-access-${challengeId % 2}` },
  );

/** Whether each account of a challenge may be traded; of one that ended by trading nothing is said. */
async function accessOf({ db }: Context, id: number): Promise<Map<number, boolean>> {
  const [challenge] = await db.select().from(challenges).where(eq(challenges.id, id));
  const phases = await db
    .select()
    .from(challengePhases)
    .where(eq(challengePhases.challengeId, id))
    .orderBy(challengePhases.phaseIndex);
  if (challenge?.status === cancelled || (challenge?.status === active && challenge.heldAt)) {
    return new Map(phases.map(({ accountLogin }) => [accountLogin, false]));
  }
  if (challenge?.status !== active) return new Map();
  const running = phases.filter(({ status }) => status === active);
  return new Map(running.map(({ accountLogin }) => [accountLogin, true]));
}

/**
 * Disables a challenge's accounts at the trading server while it is suspended and once it is canceled,
 * and enables those of its running phase when it goes on. It goes by the challenge as it is now and looks
 * again afterwards, so that a late, repeated or concurrent job does no harm. Throws where the trading
 * server rejects it or doesn't answer; repeat it then.
 */
export async function syncChallengeAccess(
  ctx: Context,
  id: number,
  server: TradingServer = tradingServer(ctx.db),
): Promise<void> {
  let wanted = await accessOf(ctx, id);
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [login, enabled] of wanted) {
      const answer = await ask(() => server.setAccountEnabled(login, enabled));
      if (answer.outcome === "unknown") throw answer.cause;
      if (answer.outcome === "refused") throw new Error(`account ${login}: ${answer.message}`);
    }
    const done = wanted;
    wanted = await accessOf(ctx, id);
    if ([...wanted].every(([login, enabled]) => done.get(login) === enabled)) {
      ctx.log.info(
        { challenge_id: id, access: Object.fromEntries(wanted) },
        "challenge.access_set",
      );
      return;
    }
  }
  throw new Error(`challenge ${id} changes faster than its accounts`);
}
