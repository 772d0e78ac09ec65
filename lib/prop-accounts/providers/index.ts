import type { Database } from "@/db/client";
import { env } from "@/lib/env";
import { embeddedProvider } from "./embedded";
import { type SubaccountProvider, VenueError } from "./port";
import { vantaProvider } from "./vanta";
import { WAIT_MS } from "./vanta/lock";
import { listMs, vantaSettings } from "./vanta/settings";

/** The name of the venue that new accounts are opened for; each account keeps it. */
export const providerName = () => env().PROVIDER;

/**
 * The venue that an account was opened for, by the name that it keeps: one that was bought before the
 * firm changed its venue stays with the old one. Throws a VenueError where that has no settings.
 */
export function subaccountProvider(db: Database, name: string): SubaccountProvider {
  if (name === "embedded") return embeddedProvider(db, env().ENTITY_ADDRESS);
  const settings = vantaSettings();
  if (name === "vanta" && settings) return vantaProvider(db, settings);
  throw new VenueError(`The account was opened for ${name}, which this installation has not.`, {
    next: "retry",
    alarming: true,
  });
}

/**
 * How long a try at an account may take where a gateway makes it: its turn, the list, the creation, and
 * the list again. 0 for a venue that answers at once.
 */
export function longestTryMs(): number {
  const settings = vantaSettings();
  return settings ? WAIT_MS + settings.answerMs + 2 * listMs(settings) : 0;
}

/**
 * How provisioning jobs of a venue are enqueued. The gateway makes one subaccount at a time and may
 * take a minute over it: in a queue they wait without taking the workers from everything else.
 */
export const jobQueue = (name: string) => (name === "vanta" ? { queue: "venue:vanta" } : {});
