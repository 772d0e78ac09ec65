import { eq } from "drizzle-orm";
import { legalDocuments, legalDrafts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireFreshAdmin } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { LegalKind } from "@/lib/core/legal-pages";
import { lockLegalDraft, readLegalRecord } from "./legal-records";
import type { LegalRecord, PublishLegalInput } from "./legal-schemas";

/**
 * Publishes the draft of a legal document as its next version, which takes effect immediately and never changes. For
 * admins. Throws STEP_UP_REQUIRED, and INVALID_STATE for a version conflict, without a draft, or for one that says what
 * is in effect already.
 */
export async function publishLegalDocument(
  ctx: Context,
  kind: LegalKind,
  { version, reason }: PublishLegalInput,
): Promise<LegalRecord> {
  const admin = requireFreshAdmin(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const { draft, markdown: before, versions } = await lockLegalDraft(tx, kind, version);
    if (!draft) throw new AppError("INVALID_STATE", "There is no draft to publish.");
    if (draft.markdown === before) {
      throw new AppError("INVALID_STATE", "The draft is the same as the version in effect.");
    }
    const newest = versions[0]?.version ?? 0;
    await tx
      .insert(legalDocuments)
      .values({ kind, version: newest + 1, markdown: draft.markdown, authorId: admin.id });
    await tx
      .update(legalDrafts)
      .set({ markdown: null, version: version + 1, savedAt: null, authorId: null })
      .where(eq(legalDrafts.kind, kind));
    await audit(tx, ctx, {
      action: "legal_document.publish",
      subject: kind,
      reason,
      before: { version: newest },
      after: { version: newest + 1 },
    });
    return readLegalRecord(tx, kind);
  });
}
