import { cache } from "react";
import { customerContext } from "@/app/customer-context";
import { orNotFound } from "@/app/or-not-found";
import { getPropAccount } from "@/lib/prop-accounts";

/** A prop account of the signed-in customer, read once for its page and the title of the tab. */
export const readAccount = cache(async (id: string) => {
  const ctx = await customerContext();
  const account = await orNotFound(getPropAccount(ctx, id));
  return { ctx, account };
});
