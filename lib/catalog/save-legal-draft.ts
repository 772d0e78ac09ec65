import { eq } from "drizzle-orm";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { legalDrafts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin } from "@/lib/core/context";
import type { LegalKind } from "@/lib/core/legal-pages";
import { fieldError } from "./errors";
import { lockLegalDraft, readLegalRecord } from "./legal-records";
import type { LegalDraftInput, LegalRecord } from "./legal-schemas";

/**
 * Saves the draft of a legal document's next version, or discards it. Customers don't see it. For admins.
 * Throws INVALID_REQUEST for a text with HTML or images, which no page shows, and INVALID_STATE for a version conflict.
 */
export async function saveLegalDraft(
  ctx: Context,
  kind: LegalKind,
  { markdown, version }: LegalDraftInput,
): Promise<LegalRecord> {
  const admin = requireAdmin(ctx);
  if (markdown !== null) rejectHtml(markdown);
  return inTransaction(ctx.db, async (tx) => {
    await lockLegalDraft(tx, kind, version);
    await tx
      .update(legalDrafts)
      .set({ markdown, version: version + 1, savedAt: new Date(), authorId: admin.id })
      .where(eq(legalDrafts.kind, kind));
    await audit(tx, ctx, {
      action: "legal_document.edit",
      subject: kind,
      reason: markdown === null ? "Draft discarded" : "Draft saved",
      after: { characters: markdown?.length ?? 0 },
    });
    return readLegalRecord(tx, kind);
  });
}

/** Throws INVALID_REQUEST at the first line with HTML, comments excepted, or with an image. */
function rejectHtml(markdown: string) {
  const found = firstOf(fromMarkdown(markdown));
  if (!found) return;
  const what = found.type === "html" ? "HTML" : "an image";
  throw fieldError(
    "markdown",
    `has ${what} in line ${found.position?.start.line}, which pages don't show: use Markdown`,
  );
}

function firstOf(node: Nodes): Nodes | null {
  if (node.type === "image" || node.type === "imageReference") return node;
  if (node.type === "html")
    return node.value.replaceAll(/<!--[\s\S]*?-->/g, "").trim() === "" ? null : node;
  if (!("children" in node)) return null;
  for (const child of node.children) {
    const found = firstOf(child);
    if (found) return found;
  }
  return null;
}
