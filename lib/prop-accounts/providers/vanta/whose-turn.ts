import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import { propAccounts } from "@/db/schema";
import { isStopped } from "../../standing-at-venue";
import { type SubaccountRequest, VenueError } from "../port";
import { type OpenAsk, openAskOf } from "./open-ask";
import type { Venue } from "./venue";

/**
 * Throws a VenueError while the open ask of another account of this size and class comes first: until it
 * is cleared up a new subaccount could be either's. All of them come before an account without an ask.
 * Of two asks the later one does: what is new since then is its own, for the earlier could make nothing
 * more when it was sent. So no two accounts ever wait for each other. The entity is held.
 */
export async function awaitTurn(
  { db, settings: { entity } }: Venue,
  { requestKey, assetClass, accountSize }: SubaccountRequest,
  own: OpenAsk | null,
): Promise<void> {
  const others = await db
    .select()
    .from(propAccounts)
    .where(
      and(
        eq(propAccounts.provider, "vanta"),
        eq(propAccounts.entity, entity),
        isNull(propAccounts.subaccountId),
        inArray(propAccounts.status, ["provisioning", "suspended", "closed"]),
        eq(propAccounts.assetClass, assetClass),
        eq(propAccounts.accountSize, accountSize),
        ne(propAccounts.id, requestKey),
      ),
    );
  const mine = own && { id: requestKey, ask: own };
  const isFirst = (row: typeof propAccounts.$inferSelect) => {
    const ask = openAskOf(row);
    if (!ask || !isBeingClearedUp(row.status, ask)) return false;
    return mine === null || isLater({ id: row.id, ask }, mine);
  };
  if (others.some(isFirst)) {
    throw new VenueError("Another account of this size is being created.", { next: "wait" });
  }
}

/**
 * A suspended or closed account may not be tried again for long, or ever: it holds others up only while
 * its ask may still take effect. What was left to a person holds nobody up.
 */
const isBeingClearedUp = (
  status: (typeof propAccounts.$inferSelect)["status"],
  { againFrom }: OpenAsk,
) => !isStopped(status) || (againFrom !== null && againFrom.getTime() > Date.now());

interface Asked {
  id: string;
  ask: OpenAsk;
}

/** An order of all asks: by when they could take effect last, for ever last, and then by the account. */
function isLater(one: Asked, other: Asked): boolean {
  const [a, b] = [until(one.ask), until(other.ask)];
  return a === b ? one.id > other.id : a > b;
}

const until = ({ againFrom }: OpenAsk) => againFrom?.getTime() ?? Number.POSITIVE_INFINITY;
