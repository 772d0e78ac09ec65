import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import { propAccounts } from "@/db/schema";
import { isStopped } from "../account";
import { type SubaccountRequest, VenueError } from "../port";
import type { GatewayContext } from "./claim";
import { type PendingCreation, pendingCreationOf } from "./pending-creation";

/**
 * Throws a VenueError while the pending creation of another account of this size and class comes first: until
 * that is resolved, a new subaccount could be either's. All of them come before an account without one.
 * Of two, the later one comes first: what is new since then is its own, for the earlier could create nothing
 * more when it was sent. So no two accounts ever wait for each other. The entity is locked.
 */
export async function requireTurn(
  { db, settings: { entity } }: GatewayContext,
  { requestKey, assetClass, accountSize }: SubaccountRequest,
  pending: PendingCreation | null,
): Promise<void> {
  const others = await db
    .select()
    .from(propAccounts)
    .where(
      and(
        eq(propAccounts.venue, "vanta"),
        eq(propAccounts.entity, entity),
        isNull(propAccounts.subaccountId),
        inArray(propAccounts.status, ["provisioning", "suspended", "closed"]),
        eq(propAccounts.assetClass, assetClass),
        eq(propAccounts.accountSize, accountSize),
        ne(propAccounts.id, requestKey),
      ),
    );
  const comesFirst = (row: typeof propAccounts.$inferSelect) => {
    const other = pendingCreationOf(row);
    if (!other || !isBeingResolved(row.status, other)) return false;
    return pending === null || isLater({ id: row.id, ...other }, { id: requestKey, ...pending });
  };
  if (others.some(comesFirst)) {
    throw new VenueError("Another account of this size is being created.", { next: "wait" });
  }
}

/**
 * A suspended or closed account may not be tried again for long, or ever: it holds others up only while its
 * request may still take effect. One that waits for manual review holds no account up.
 */
const isBeingResolved = (
  status: (typeof propAccounts.$inferSelect)["status"],
  { retryFrom }: PendingCreation,
) => !isStopped(status) || (retryFrom !== null && retryFrom.getTime() > Date.now());

type AccountCreation = PendingCreation & { id: string };

/** An order of all pending creations: by when they may be retried, never last, and then by the account. */
function isLater(one: AccountCreation, other: AccountCreation): boolean {
  const [a, b] = [retryTime(one), retryTime(other)];
  return a === b ? one.id > other.id : a > b;
}

const retryTime = ({ retryFrom }: PendingCreation) =>
  retryFrom?.getTime() ?? Number.POSITIVE_INFINITY;
