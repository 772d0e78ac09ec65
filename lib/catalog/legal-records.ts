import { desc, eq } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { customers, legalDocuments, legalDrafts } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { type LegalKind, legalKinds } from "@/lib/core/legal-pages";
import { versionConflict } from "./errors";
import { readLegalText } from "./legal-documents";
import type { LegalRecord } from "./legal-schemas";

/** Every legal document with its versions and its draft. For admins. */
export async function listLegalRecords(ctx: Context): Promise<LegalRecord[]> {
  requireAdmin(ctx);
  return Promise.all(legalKinds.map((kind) => readLegalRecord(ctx.db, kind)));
}

/** A legal document with its versions and its draft. For admins. */
export async function getLegalRecord(ctx: Context, kind: LegalKind): Promise<LegalRecord> {
  requireAdmin(ctx);
  return readLegalRecord(ctx.db, kind);
}

/** The text of a version, or of the draft, with the notes for the firm. For admins. Throws NOT_FOUND. */
export async function inspectLegalText(
  ctx: Context,
  kind: LegalKind,
  version: number | "draft",
): Promise<string> {
  requireAdmin(ctx);
  if (version !== "draft") return readLegalText(ctx.db, kind, version);
  const { draft } = await readLegalRecord(ctx.db, kind);
  if (!draft) throw notFound("draft");
  return draft.markdown;
}

/** Throws NOT_FOUND where the migration that publishes the first version hasn't run. */
export async function readLegalRecord(db: Executor, kind: LegalKind): Promise<LegalRecord> {
  const versions = await db
    .select({
      version: legalDocuments.version,
      publishedAt: legalDocuments.publishedAt,
      author: customers.email,
    })
    .from(legalDocuments)
    .leftJoin(customers, eq(customers.id, legalDocuments.authorId))
    .where(eq(legalDocuments.kind, kind))
    .orderBy(desc(legalDocuments.version));
  const [draft] = await db
    .select({
      version: legalDrafts.version,
      markdown: legalDrafts.markdown,
      savedAt: legalDrafts.savedAt,
      author: customers.email,
    })
    .from(legalDrafts)
    .leftJoin(customers, eq(customers.id, legalDrafts.authorId))
    .where(eq(legalDrafts.kind, kind));
  const current = versions[0];
  if (!current || !draft) throw notFound("document");
  return {
    kind,
    markdown: await readLegalText(db, kind, current.version),
    versions: versions.map(({ version, publishedAt, author }) => ({
      version,
      published_at: publishedAt.toISOString(),
      author,
    })),
    draft:
      draft.markdown !== null && draft.savedAt
        ? {
            markdown: draft.markdown,
            saved_at: draft.savedAt.toISOString(),
            author: draft.author,
          }
        : null,
    version: draft.version,
  };
}

/** Locks a document's draft. Throws NOT_FOUND, and INVALID_STATE where it has another version. */
export async function lockLegalDraft(
  tx: Transaction,
  kind: LegalKind,
  version: number,
): Promise<LegalRecord> {
  await tx
    .select({ kind: legalDrafts.kind })
    .from(legalDrafts)
    .where(eq(legalDrafts.kind, kind))
    .for("update");
  const record = await readLegalRecord(tx, kind);
  if (record.version !== version) throw versionConflict("document");
  return record;
}
