import { and, eq, isNull } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { propAccounts } from "@/db/schema";
import { VenueError } from "../port";

/**
 * A creation that was requested and whose outcome isn't recorded. It is stored before the request is sent, so
 * that a try after a crash looks for its subaccount first.
 */
export interface PendingCreation {
  /** The highest subaccount id in the entity's list before the first request; -1 where it was empty. */
  newestBefore: number;
  /** From when on it may be requested again if nothing is found; null: only after manual review. */
  retryFrom: Date | null;
}

type Row = Pick<typeof propAccounts.$inferSelect, "creationNewestBefore" | "creationRetryFrom">;

/** The pending creation of an account; null where it has none. */
export const pendingCreationOf = (row: Row): PendingCreation | null =>
  row.creationNewestBefore === null
    ? null
    : { newestBefore: row.creationNewestBefore, retryFrom: row.creationRetryFrom };

/**
 * The text of `provisioning_error`: the pending creation, if there is one, and the latest problem.
 * The release before this one reads the pending creation from the beginning of the text, which must not change
 * while that may run. The next release removes both.
 */
export function describeProblem(pending: PendingCreation | null, problem: string): string {
  if (!pending) return problem.slice(0, 500);
  const retry = pending.retryFrom ? `from ${pending.retryFrom.toISOString()}` : "by a person only";
  const sentence = `Asked the venue when its newest subaccount was ${pending.newestBefore}; to be asked again ${retry}. `;
  return `${sentence}${problem}`.slice(0, 500);
}

/** Stores an account's pending creation, or its new state; null: the request made nothing. */
export async function savePendingCreation(
  db: Executor,
  id: string,
  entity: string,
  pending: PendingCreation | null,
): Promise<void> {
  await db
    .update(propAccounts)
    .set({
      entity: pending ? entity : null,
      creationNewestBefore: pending?.newestBefore ?? null,
      creationRetryFrom: pending?.retryFrom ?? null,
      provisioningError: pending ? describeProblem(pending, "No response yet.") : null,
    })
    .where(and(eq(propAccounts.id, id), isNull(propAccounts.subaccountId)));
}

/** The columns of an account without a pending creation. */
export const noPendingCreation = { creationNewestBefore: null, creationRetryFrom: null } as const;

/** Whether a request may still take effect, or must not be repeated without manual review. */
export const mayTakeEffect = ({ retryFrom }: PendingCreation) =>
  retryFrom === null || retryFrom.getTime() > Date.now();

/** The error of a try that found no subaccount and must not request one yet. */
export const unknownResultError = ({ retryFrom }: PendingCreation) =>
  new VenueError(
    retryFrom
      ? "The gateway may still create the subaccount; it isn't in the list yet."
      : "The gateway reported that it created the subaccount, but it isn't in the list.",
    { next: "retry", needsAttention: retryFrom === null },
  );
