import { eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { paymentDisputes } from "@/db/schema";
import { readPayment } from "./read-payment";

/** A dispute with its payment; null where there is none. */
export async function readDispute(db: Database, id: string) {
  const [dispute] = await db.select().from(paymentDisputes).where(eq(paymentDisputes.id, id));
  const row = dispute && (await readPayment(db, dispute.paymentId));
  return row ? { ...row, dispute } : null;
}
