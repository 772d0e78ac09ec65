import type { Database } from "@/db/client";
import type { SubaccountProvider } from "../port";
import { createOnce } from "./create-once";
import { findMade } from "./find-made";
import { holdingEntity } from "./lock";
import type { VantaSettings } from "./settings";

/** The venue behind an entity miner's gateway. README.md beside the port says how it makes one and not two. */
export function vantaProvider(db: Database, settings: VantaSettings): SubaccountProvider {
  const venue = { db, settings };
  return {
    name: "vanta",
    createSubaccount: (request) =>
      holdingEntity(db, settings.entity, () => createOnce(venue, request)),
    findSubaccount: (request) => holdingEntity(db, settings.entity, () => findMade(venue, request)),
    // The gateway has no call for it.
    setSuspended: async () => "unsupported",
  };
}
