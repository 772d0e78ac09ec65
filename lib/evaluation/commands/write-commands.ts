import { and, eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { challenges, venueAccounts, venueCommands } from "@/db/schema";
import { challengeStatus } from "@/lib/challenges/schemas";
import { newId } from "@/lib/core/ids";
import { enqueue } from "@/lib/queue/enqueue";
import type { EvaluationRow } from "../state";

export type CommandKind = (typeof venueCommands.$inferSelect)["kind"];

/**
 * Writes commands to an account's venue, numbered after its others, and enqueues their delivery. Opposites that weren't sent
 * are superseded. An account of a challenge that is suspended or over isn't enabled: the end of the suspension does that.
 */
export async function writeCommands(
  tx: Transaction,
  { venueAccountId, challengeId }: EvaluationRow,
  kinds: readonly CommandKind[],
  verdictId: string,
): Promise<void> {
  const enables = kinds.includes("enable");
  if (enables && (await isStopped(tx, challengeId))) return;
  const [account] = await tx
    .update(venueAccounts)
    .set({ commands: sql`${venueAccounts.commands} + ${kinds.length}` })
    .where(eq(venueAccounts.id, venueAccountId))
    .returning({ last: venueAccounts.commands });
  if (!account) throw new Error(`no venue account ${venueAccountId}`);
  const opposites = enables ? (["close_all", "disable"] as const) : (["enable"] as const);
  await tx
    .update(venueCommands)
    .set({ state: "superseded" })
    .where(
      and(
        eq(venueCommands.venueAccountId, venueAccountId),
        eq(venueCommands.state, "pending"),
        eq(venueCommands.attempts, 0),
        inArray(venueCommands.kind, [...opposites]),
      ),
    );
  await tx.insert(venueCommands).values(
    kinds.map((kind, index) => ({
      id: newId("cmd"),
      venueAccountId,
      number: account.last - kinds.length + 1 + index,
      kind,
      verdictId,
    })),
  );
  await enqueueCommands(tx, venueAccountId);
}

async function isStopped(tx: Transaction, challengeId: number): Promise<boolean> {
  const [row] = await tx
    .select({ status: challenges.status, heldAt: challenges.heldAt })
    .from(challenges)
    .where(eq(challenges.id, challengeId));
  return row !== undefined && (row.heldAt !== null || row.status !== challengeStatus.active);
}

/**
 * The queue of an account's commands. A transaction of several accounts takes them in the order of their queues: two that
 * create the same queues in opposite orders would wait for each other.
 */
export const commandQueueOf = ({ venueAccountId }: Pick<EvaluationRow, "venueAccountId">): number =>
  venueAccountId % 4;

/** Enqueues the job that delivers an account's commands. */
export const enqueueCommands = (tx: Transaction, venueAccountId: number): Promise<void> =>
  enqueue(
    tx,
    "deliver-venue-commands",
    { venue_account_id: venueAccountId },
    { queue: `venue-commands-${commandQueueOf({ venueAccountId })}` },
  );
