import { desc, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { customerNotes, customers } from "@/db/schema";
import type { NoteView } from "@/lib/auth/schemas";

// Nobody writes more about one customer; older notes stay in the table.
const MOST_NOTES = 100;

/** The notes of the firm's people about a customer, newest first. */
export async function readNotes(db: Database, customerId: number): Promise<NoteView[]> {
  const rows = await db
    .select({ note: customerNotes, author: customers.email })
    .from(customerNotes)
    .innerJoin(customers, eq(customers.id, customerNotes.authorId))
    .where(eq(customerNotes.customerId, customerId))
    .orderBy(desc(customerNotes.id))
    .limit(MOST_NOTES);
  return rows.map(({ note: { id, text, createdAt }, author }) => ({
    id,
    text,
    author_email: author,
    created_at: createdAt.toISOString(),
  }));
}
