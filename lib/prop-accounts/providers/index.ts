import type { Database } from "@/db/client";
import { env } from "@/lib/env";
import { embeddedProvider } from "./embedded";
import type { SubaccountProvider } from "./port";

/** The venue that this installation provisions at. */
export function subaccountProvider(db: Database): SubaccountProvider {
  return embeddedProvider(db, env().ENTITY_ADDRESS);
}

/** Its name, kept with each account. */
export const PROVIDER_NAME = "embedded";
