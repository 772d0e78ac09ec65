import { and, eq } from "drizzle-orm";
import { customerNotes, customers } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { addLogFields, type Context, requireAdmin } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import type { NoteInput, NoteView } from "./schemas";

/**
 * Adds a note of the calling admin to a customer. The customer never sees it, and it can't be changed. The audit log says
 * who wrote it and when, without its text, which is personal data. The same key again returns the note that exists.
 * A customer whose personal data was removed gets none: nothing would remove it. Throws NOT_FOUND, INVALID_STATE and
 * IDEMPOTENCY_KEY_REUSED.
 */
export async function addNote(
  ctx: Context,
  id: string,
  { text, idempotency_key: idempotencyKey }: NoteInput,
): Promise<NoteView> {
  const admin = requireAdmin(ctx);
  addLogFields(ctx, { user_id: id });
  return inTransaction(ctx.db, async (tx) => {
    const [customer] = await tx
      .select({ id: customers.id, erasedAt: customers.erasedAt })
      .from(customers)
      .where(eq(customers.publicId, id))
      // The removal of personal data waits for this note, or this for the removal.
      .for("key share");
    if (!customer) throw notFound("customer");
    if (customer.erasedAt !== null) {
      throw new AppError(
        "INVALID_STATE",
        "This customer's personal data was removed, so no notes can be added.",
      );
    }
    const [created] = await tx
      .insert(customerNotes)
      .values({ customerId: customer.id, authorId: admin.id, text, idempotencyKey })
      .onConflictDoNothing()
      .returning();
    if (created) {
      const after = { note_id: created.id };
      await audit(tx, ctx, { action: "customer.add_note", subject: id, reason: REASON, after });
    }
    const byKey = and(
      eq(customerNotes.authorId, admin.id),
      eq(customerNotes.idempotencyKey, idempotencyKey),
    );
    const note = created ?? (await tx.select().from(customerNotes).where(byKey))[0];
    if (!note || note.customerId !== customer.id || note.text !== text) {
      throw new AppError(
        "IDEMPOTENCY_KEY_REUSED",
        "This idempotency key was used for another note.",
      );
    }
    return {
      id: note.id,
      text: note.text,
      author_email: admin.email,
      created_at: note.createdAt.toISOString(),
    };
  });
}

/** The audit log requires a reason: a note is its own. */
const REASON = "Note added";
