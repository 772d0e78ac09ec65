import type { Venue } from "../port";
import type { GatewayContext } from "./claim";
import { createOnce, findCreated } from "./create-once";
import { withEntityLock } from "./lock";

/** The venue behind an entity miner's gateway. README.md beside the port says how it creates one and not two. */
export function vantaVenue(gateway: GatewayContext): Venue {
  const { db, settings } = gateway;
  return {
    name: "vanta",
    createSubaccount: (request) =>
      withEntityLock(db, settings.entity, () => createOnce(gateway, request)),
    findSubaccount: (request) =>
      withEntityLock(db, settings.entity, () => findCreated(gateway, request)),
    // The gateway has no call for it.
    setSuspended: async () => "unsupported",
  };
}
