import type { Database } from "@/db/client";
import { env } from "@/lib/core/env";
import { embeddedVenue } from "./embedded";
import { type RecordSubaccount, type Venue, VenueError } from "./port";
import { vantaVenue } from "./vanta";
import { LOCK_TIMEOUT_MS } from "./vanta/lock";
import { listTimeoutMs, vantaSettings } from "./vanta/settings";

export { isStopped, stoppedStatuses, subaccountOf } from "./account";
export {
  type RecordSubaccount,
  type Subaccount,
  type SubaccountRequest,
  type Venue,
  VenueError,
} from "./port";
export {
  describeProblem,
  noPendingCreation,
  type PendingCreation,
  pendingCreationOf,
} from "./vanta/pending-creation";

/** The name of the venue that new accounts are opened for; it is stored with each account. */
export const newAccountVenue = () => env().VENUE;

/**
 * The venue that an account was opened for, by the name that is stored with it: an account that was bought
 * before the firm changed its venue stays with the old one. Throws a VenueError where that has no settings.
 */
export function findVenue(db: Database, name: string, recordSubaccount: RecordSubaccount): Venue {
  if (name === "embedded") return embeddedVenue(db, env().ENTITY_ADDRESS);
  const settings = vantaSettings();
  if (name === "vanta" && settings) return vantaVenue({ db, settings, recordSubaccount });
  throw new VenueError(`The account was opened for the venue ${name}, which isn't set up here.`, {
    next: "retry",
    needsAttention: true,
  });
}

/**
 * How long one try to provision an account may take, in ms, where a gateway creates it: its turn, the list, the
 * creation, and the list again. 0 for a venue that responds immediately.
 */
export function maxProvisioningMs(): number {
  const settings = vantaSettings();
  return settings ? LOCK_TIMEOUT_MS + settings.timeoutMs + 2 * listTimeoutMs(settings) : 0;
}

/**
 * How provisioning jobs of a venue are enqueued. The gateway creates one subaccount at a time, which may take a
 * minute: in a queue they wait without occupying the workers.
 */
export const jobQueue = (name: string) => (name === "vanta" ? { queue: "venue:vanta" } : {});
