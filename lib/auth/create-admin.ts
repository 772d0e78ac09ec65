import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { customers } from "@/db/schema";
import { newId } from "@/lib/ids";
import { hashPassword } from "./passwords";

/** Makes the person an admin; a new person gets the password. Returns which of the two it was. */
export async function createAdmin(
  db: Executor,
  email: string,
  password: string,
): Promise<"created" | "promoted"> {
  const promoted = await db
    .update(customers)
    .set({ role: "admin" })
    .where(sql`lower(${customers.email}) = ${email}`)
    .returning({ id: customers.id });
  if (promoted.length > 0) return "promoted";
  await db.insert(customers).values({
    publicId: newId("usr"),
    email,
    passwordHash: await hashPassword(password),
    role: "admin",
  });
  return "created";
}
