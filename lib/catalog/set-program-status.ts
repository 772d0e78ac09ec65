import { eq } from "drizzle-orm";
import { programs } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireFreshAdmin } from "@/lib/core/context";
import { AppError, type FieldProblem } from "@/lib/core/errors";
import { type TradingServer, tradingServer } from "@/lib/trading";
import { findGroupProblems, findLockedGroupProblems } from "./check-groups";
import { getProgramRecord, lockProgram, readProgram } from "./program-records";
import { programStatus } from "./programs";
import type { ProgramRecord, ProgramStatusInput } from "./schemas";

/**
 * Puts a program on sale, takes it off, or archives it, which ends its recommendation. Earlier purchases stay. For admins.
 * Throws NOT_FOUND, INVALID_STATE where it can't be sold or for a version conflict, and, to put it on
 * sale, STEP_UP_REQUIRED.
 */
export async function setProgramStatus(
  ctx: Context,
  id: number,
  { status, version, reason }: ProgramStatusInput,
  server: TradingServer = tradingServer(ctx.db),
): Promise<ProgramRecord> {
  if (status === "active") requireFreshAdmin(ctx);
  const { steps } = await getProgramRecord(ctx, id);
  if (status === "active") requireSellable(steps, await findGroupProblems(steps, server));
  return inTransaction(ctx.db, async (tx) => {
    const before = await lockProgram(tx, id, version);
    if (before.status === status) return before;
    if (status === "active") {
      // Again, in the transaction: a group may have been archived since.
      requireSellable(before.steps, await findLockedGroupProblems(tx, before.steps, server));
    }
    await tx
      .update(programs)
      .set({
        status: programStatus[status],
        ...(status === "archived" && { recommended: false }),
        version: version + 1,
      })
      .where(eq(programs.id, id));
    const after = await readProgram(tx, id);
    await audit(tx, ctx, {
      action: "program.set_status",
      subject: id,
      reason,
      before: { status: before.status, recommended: before.recommended },
      after: { status, recommended: after.recommended },
    });
    return after;
  });
}

function requireSellable(steps: ProgramRecord["steps"], [problem]: FieldProblem[]) {
  if (steps.length === 0) {
    throw new AppError("INVALID_STATE", "This program has no phases yet. Add one first.");
  }
  if (steps.some(({ account_group }) => account_group === null)) {
    throw new AppError(
      "INVALID_STATE",
      "Wallets can't buy this program: its phases have no account group.",
    );
  }
  if (!problem) return;
  const group = steps[Number(problem.path.split(".")[1])]?.account_group;
  throw new AppError(
    "INVALID_STATE",
    `This program can't be sold: its group ${group} ${problem.message}.`,
  );
}
