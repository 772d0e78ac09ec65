import type { Database } from "@/db/client";
import { env } from "@/lib/env";
import { embeddedProvider } from "./embedded";
import { type SubaccountProvider, VenueError } from "./port";
import { vantaProvider } from "./vanta";
import { vantaSettings } from "./vanta/settings";

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
 * How provisioning jobs of a venue are enqueued. The gateway makes one subaccount at a time and may
 * take a minute over it: in a queue they wait without taking the workers from everything else.
 */
export const jobQueue = (name: string) => (name === "vanta" ? { queue: "venue:vanta" } : {});
