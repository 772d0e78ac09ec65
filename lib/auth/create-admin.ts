import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/ids";
import { hashPassword, knownPasswordOwner } from "@/lib/passwords";
import { endAllSessions } from "./own-sessions";
import { clearSecondFactor } from "./second-factor";

/**
 * Makes an admin. Whoever has signed up with the address already may be anybody: without `promote`
 * nothing changes then, with it the password is replaced, every session ends and a second factor that was
 * theirs is gone. The address counts as verified: the operator says whose it is.
 */
export async function createAdmin(
  db: Database,
  email: string,
  password: string,
  promote: boolean,
): Promise<"created" | "promoted" | "known"> {
  const passwordHash = await hashPassword(knownPasswordOwner("create-admin"), password);
  const made = await db
    .insert(customers)
    .values({
      publicId: newId("usr"),
      email,
      passwordHash,
      role: "admin",
      emailVerifiedAt: new Date(),
    })
    .onConflictDoNothing()
    .returning({ id: customers.id });
  if (made.length > 0) return "created";
  if (!promote) return "known";
  return inTransaction(db, async (tx): Promise<"promoted"> => {
    const [known] = await tx
      .update(customers)
      .set({
        role: "admin",
        passwordHash,
        disabledAt: null,
        emailVerifiedAt: sql`coalesce(${customers.emailVerifiedAt}, now())`,
      })
      .where(sql`lower(${customers.email}) = ${email}`)
      .returning({ id: customers.id });
    if (!known) throw new Error("the customer is gone");
    await endAllSessions(tx, known.id);
    await clearSecondFactor(tx, known.id);
    return "promoted";
  });
}
