import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { auditCommand } from "@/lib/audit";
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
  return inTransaction(db, async (tx) => {
    const [created] = await tx
      .insert(customers)
      .values({
        publicId: newId("usr"),
        email,
        passwordHash,
        role: "admin",
        emailVerifiedAt: new Date(),
      })
      .onConflictDoNothing()
      .returning(theirs);
    if (created) {
      await writeDown(tx, created, null);
      return "created";
    }
    if (!promote) return "known";
    await promoteCustomer(tx, email, passwordHash);
    return "promoted";
  });
}

const theirs = { id: customers.id, publicId: customers.publicId };
const isTheirs = (email: string) => sql`lower(${customers.email}) = ${email}`;

async function promoteCustomer(
  tx: Transaction,
  email: string,
  passwordHash: string,
): Promise<void> {
  const [before] = await tx
    .select({ role: customers.role })
    .from(customers)
    .where(isTheirs(email))
    .for("update");
  const [known] = await tx
    .update(customers)
    .set({
      role: "admin",
      passwordHash,
      disabledAt: null,
      emailVerifiedAt: sql`coalesce(${customers.emailVerifiedAt}, now())`,
    })
    .where(isTheirs(email))
    .returning(theirs);
  if (!before || !known) throw new Error("the customer is gone");
  await endAllSessions(tx, known.id);
  await clearSecondFactor(tx, known.id);
  await writeDown(tx, known, before);
}

const writeDown = (
  tx: Transaction,
  { id, publicId }: { id: number; publicId: string },
  before: { role: string } | null,
) =>
  auditCommand(tx, {
    command: "npm run admin:create",
    adminId: id,
    action: "customer.make_admin",
    subject: publicId,
    reason: before ? "made an admin, with a new password" : "created as an admin",
    before,
    after: { role: "admin" },
  });
