import { eq } from "drizzle-orm";
import { verdicts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireFreshAdmin } from "@/lib/core/context";
import { queueEmail } from "@/lib/mail";
import { changeState } from "../verdicts/change-state";
import { emitVerdict } from "../verdicts/emit-verdict";
import { lockHeldEnding } from "./lock-held-ending";

interface Confirmation {
  /** The verdict's id. */
  id: string;
  reason: string;
}

/**
 * An operator confirms a provisional ending: it is final, and phase and challenge end as if it had been so from the
 * beginning. Emails and webhooks say it once more, as final. Throws NOT_FOUND, INVALID_STATE and STEP_UP_REQUIRED.
 */
export async function confirmEnding(ctx: Context, { id, reason }: Confirmation): Promise<void> {
  requireFreshAdmin(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const { verdict, row } = await lockHeldEnding(tx, id);
    await tx.update(verdicts).set({ standing: "final" }).where(eq(verdicts.id, id));
    const state = await changeState(tx, row, verdict.kind, id);
    await emitVerdict(tx, row, { ...verdict, at: verdict.at.getTime(), doubt: null });
    await queueEmail(tx, "challenge-verdict", { verdict_id: id });
    await audit(tx, ctx, {
      action: "verdict.confirm",
      subject: id,
      reason,
      before: { challenge_id: row.challengeId, state: row.state, standing: verdict.standing },
      after: { challenge_id: row.challengeId, state, standing: "final" },
    });
  });
}
