import { cache } from "react";
import { customerContext } from "@/app/customer-context";
import { orNotFound } from "@/app/or-not-found";
import { getChallenge } from "@/lib/challenges";

/** A challenge of the signed-in customer, read once for its page and the title of the tab. */
export const readChallenge = cache(async (id: number) => {
  const ctx = await customerContext();
  const detail = await orNotFound(getChallenge(ctx, id));
  return { ctx, detail };
});
