import { cache } from "react";
import { customerContext } from "@/app/customer-context";
import { orNotFound } from "@/app/or-not-found";
import { getPayment } from "@/lib/payments";

/** A payment of the signed-in customer, read once for its page and the title of the tab. */
export const readPayment = cache(async (id: string) => {
  const ctx = await customerContext();
  const payment = await orNotFound(getPayment(ctx, id));
  return { ctx, payment };
});
