import { eq } from "drizzle-orm";
import { venueCommands } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";

interface Done {
  /** The command's id. */
  id: string;
  reason: string;
}

/**
 * An operator has done by hand at the venue what it rejected or can't do. Throws NOT_FOUND, and INVALID_STATE for a command
 * that is done, or that the venue may still do.
 */
export async function markCommandDone(ctx: Context, { id, reason }: Done): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const byId = eq(venueCommands.id, id);
    const [command] = await tx.select().from(venueCommands).where(byId).for("no key update");
    if (!command) throw notFound("command");
    const { state, kind, error } = command;
    if (state !== "failed" && state !== "unsupported") {
      throw new AppError("INVALID_STATE", "Only a command that the venue rejected can be marked.");
    }
    await tx.update(venueCommands).set({ state: "done" }).where(byId);
    await audit(tx, ctx, {
      action: "venue_command.done",
      subject: id,
      reason,
      before: { kind, state, error },
      after: { kind, state: "done" },
    });
  });
}
