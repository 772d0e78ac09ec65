import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "@/db/client";
import { customers } from "@/db/schema";

/** A customer by their public id; null if there is none or they are disabled. */
export async function readCustomer(db: Database, publicId: string) {
  const [row] = await db
    .select()
    .from(customers)
    .where(and(eq(customers.publicId, publicId), isNull(customers.disabledAt)));
  return row ?? null;
}
