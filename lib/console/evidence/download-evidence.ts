import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin } from "@/lib/core/context";
import { readEvidence } from "./read-evidence";
import { toPdf } from "./to-pdf";

/**
 * The evidence in a dispute as a PDF, which an admin submits to the bank. It has personal data: each download is in the
 * audit log. Throws NOT_FOUND.
 */
export async function downloadEvidence(
  ctx: Context,
  { paymentId, disputeId }: { paymentId: string; disputeId: string },
): Promise<Response> {
  requireAdmin(ctx);
  const file = await toPdf(await readEvidence(ctx, paymentId, disputeId));
  await inTransaction(ctx.db, (tx) =>
    audit(tx, ctx, {
      action: "payment.download_evidence",
      subject: paymentId,
      reason: `Evidence for dispute ${disputeId}`,
    }),
  );
  return new Response(new Uint8Array(file), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="evidence-${disputeId}.pdf"`,
      "cache-control": "no-store",
    },
  });
}
