import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { propAccounts } from "@/db/schema";
import { subaccountOf } from "../../standing-at-venue";
import { type Subaccount, type SubaccountRequest, VenueError } from "../port";
import { candidates, claim, toSubaccount } from "./claim";
import { listSubaccounts } from "./gateway";
import { type OpenAsk, openAskOf } from "./open-ask";
import type { ListedSubaccount } from "./schemas";
import type { VantaSettings } from "./settings";

/** The gateway, and the database that remembers what it was asked for. */
export interface Venue {
  db: Database;
  settings: VantaSettings;
}

/** What our own books say of a request: its subaccount, an ask without a known outcome, or neither. */
export async function readBooks(
  { db }: Venue,
  { requestKey }: SubaccountRequest,
): Promise<{ recorded: Subaccount | null; ask: OpenAsk | null }> {
  const [row] = await db.select().from(propAccounts).where(eq(propAccounts.id, requestKey));
  if (!row) throw new Error(`prop account ${requestKey} is gone`);
  return { recorded: subaccountOf(row), ask: openAskOf(row) };
}

/**
 * The subaccount that an open ask made, recorded; null where the list has none. Several could be its
 * own: then a person says which. Throws a VenueError.
 */
export async function claimFromList(
  { db, settings: { entity } }: Venue,
  request: SubaccountRequest,
  { newestBefore }: OpenAsk,
  listed: ListedSubaccount[],
): Promise<Subaccount | null> {
  const found = await candidates(db, entity, request, { listed, newestBefore });
  const [only] = found;
  if (!only) return null;
  if (found.length > 1) {
    const ids = found.map((row) => row.subaccount_id).join(", ");
    throw new VenueError(`Subaccounts ${ids} are new: which is this account's, a person says.`, {
      next: "stop",
    });
  }
  const subaccount = toSubaccount(entity, only);
  await claim(db, request.requestKey, subaccount);
  return subaccount;
}

/** The same from a list that is read now. */
export const lookUp = async (venue: Venue, request: SubaccountRequest, ask: OpenAsk) =>
  claimFromList(venue, request, ask, await listSubaccounts(venue.settings));

/** Whether an ask may still take effect, or must not be repeated without a person. */
export const isBinding = ({ againFrom }: OpenAsk) =>
  againFrom === null || againFrom.getTime() > Date.now();

/** Nothing was found, and nothing may be asked for yet. */
export const stillUnknown = ({ againFrom }: OpenAsk) =>
  new VenueError(
    againFrom
      ? "The gateway may still make the subaccount; the list doesn't have it yet."
      : "The gateway said that it made the subaccount; the list doesn't have it.",
    { next: "retry", alarming: againFrom === null },
  );
