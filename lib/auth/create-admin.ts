import { eq, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { customers, sessions } from "@/db/schema";
import { newId } from "@/lib/ids";
import { hashPassword } from "@/lib/passwords";

/**
 * Makes an admin. Whoever has signed up with the address already may be anybody: without `promote`
 * nothing changes then, with it the password is replaced and every session ends.
 */
export async function createAdmin(
  db: Executor,
  email: string,
  password: string,
  promote: boolean,
): Promise<"created" | "promoted" | "known"> {
  const passwordHash = await hashPassword(password);
  const made = await db
    .insert(customers)
    .values({ publicId: newId("usr"), email, passwordHash, role: "admin" })
    .onConflictDoNothing()
    .returning({ id: customers.id });
  if (made.length > 0) return "created";
  if (!promote) return "known";
  const [known] = await db
    .update(customers)
    .set({ role: "admin", passwordHash })
    .where(sql`lower(${customers.email}) = ${email}`)
    .returning({ id: customers.id });
  if (!known) throw new Error("the customer is gone");
  await db.update(sessions).set({ revokedAt: new Date() }).where(eq(sessions.customerId, known.id));
  return "promoted";
}
