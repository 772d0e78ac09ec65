import { sql } from "drizzle-orm";
import { check, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { customers } from "./auth";
import { instant } from "./columns";

const kind = () => text("kind", { enum: ["terms", "privacy", "risk", "refunds"] }).notNull();

/** The admin who wrote a text; null for one that came with a release. */
const authorId = () =>
  integer("author_id").references(() => customers.id, { onDelete: "restrict" });

/**
 * Published legal documents: the highest version of a kind is in effect. A trigger rejects changes and deletions, since
 * buyers accepted what they were shown.
 */
export const legalDocuments = pgTable(
  "legal_documents",
  {
    kind: kind(),
    version: integer("version").notNull(),
    markdown: text("markdown").notNull(),
    publishedAt: instant("published_at").notNull().defaultNow(),
    authorId: authorId(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.version] }),
    check("legal_documents_kind", sql`${t.kind} in ('terms', 'privacy', 'risk', 'refunds')`),
    check("legal_documents_version", sql`${t.version} > 0`),
    check("legal_documents_text", sql`length(trim(${t.markdown})) between 1 and 50000`),
  ],
);

/** The next version of each legal document while it is written; null where there is none. One row a kind. */
export const legalDrafts = pgTable(
  "legal_drafts",
  {
    kind: kind().primaryKey(),
    markdown: text("markdown"),
    // Rises with each change, also with a publication: of two concurrent edits, the later is rejected.
    version: integer("version").notNull().default(1),
    savedAt: instant("saved_at"),
    authorId: authorId(),
  },
  (t) => [
    check("legal_drafts_kind", sql`${t.kind} in ('terms', 'privacy', 'risk', 'refunds')`),
    check("legal_drafts_text", sql`length(trim(${t.markdown})) between 1 and 50000`),
  ],
);
