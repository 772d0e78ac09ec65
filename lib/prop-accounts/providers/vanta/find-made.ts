import type { Subaccount, SubaccountRequest } from "../port";
import { isBinding, lookUp, readBooks, stillUnknown, type Venue } from "./venue";

/**
 * The subaccount that was made for a request already, and recorded now if it wasn't; null where there is
 * none. Asks the gateway for nothing but its list, and only when an ask is open. Throws a VenueError
 * while it may still come. The entity is held.
 */
export async function findMade(
  venue: Venue,
  request: SubaccountRequest,
): Promise<Subaccount | null> {
  const { recorded, ask } = await readBooks(venue, request);
  if (recorded || !ask) return recorded;
  const found = await lookUp(venue, request, ask);
  if (!found && isBinding(ask)) throw stillUnknown(ask);
  return found;
}
