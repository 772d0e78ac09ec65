import type { Subaccount, SubaccountRequest } from "../port";
import { isBinding, lookUp, readBooks, stillUnknown, type Venue } from "./venue";
import { awaitTurn } from "./whose-turn";

/**
 * The subaccount that was made for a request already, and recorded now if it wasn't; null where there is
 * none. Asks the gateway for nothing but its list, and only when an ask is open. Throws a VenueError
 * while it may still come, or what is new could be another account's. The entity is held.
 */
export async function findMade(
  venue: Venue,
  request: SubaccountRequest,
): Promise<Subaccount | null> {
  const { recorded, ask } = await readBooks(venue, request);
  if (recorded || !ask) return recorded;
  await awaitTurn(venue, request, ask);
  const found = await lookUp(venue, request, ask);
  if (!found && isBinding(ask)) throw stillUnknown(ask);
  return found;
}
