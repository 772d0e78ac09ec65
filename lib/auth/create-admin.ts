import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { auditCommand } from "@/lib/audit";
import { newId } from "@/lib/core/ids";
import { endAllSessions } from "./own-sessions";
import { hashPassword, recognizedPasswordOwner } from "./passwords";
import { clearSecondFactor } from "./second-factor";

/**
 * Creates an admin. If a customer has the address already, who may be anybody, nothing changes without `promote`;
 * with it that customer becomes an admin, with a new password, no sessions and no second factor. The address counts
 * as verified: the operator knows whose it is.
 */
export async function createAdmin(
  db: Database,
  email: string,
  password: string,
  promote: boolean,
): Promise<"created" | "promoted" | "exists"> {
  const passwordHash = await hashPassword(recognizedPasswordOwner("create-admin"), password);
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
      .returning(customerIds);
    if (created) {
      await auditAdmin(tx, created, null);
      return "created";
    }
    if (!promote) return "exists";
    await promoteCustomer(tx, email, passwordHash);
    return "promoted";
  });
}

const customerIds = { id: customers.id, publicId: customers.publicId };
const byEmail = (email: string) => sql`lower(${customers.email}) = ${email}`;

async function promoteCustomer(
  tx: Transaction,
  email: string,
  passwordHash: string,
): Promise<void> {
  const [before] = await tx
    .select({ role: customers.role })
    .from(customers)
    .where(byEmail(email))
    .for("update");
  const [promoted] = await tx
    .update(customers)
    .set({
      role: "admin",
      passwordHash,
      disabledAt: null,
      erasureRequestedAt: null,
      emailVerifiedAt: sql`coalesce(${customers.emailVerifiedAt}, now())`,
    })
    .where(byEmail(email))
    .returning(customerIds);
  if (!before || !promoted) throw new Error("the customer was deleted");
  await endAllSessions(tx, promoted.id);
  await clearSecondFactor(tx, promoted.id);
  await auditAdmin(tx, promoted, before);
}

const auditAdmin = (
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
