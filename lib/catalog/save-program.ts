import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import { programSteps, programs } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin, requireFreshAdmin } from "@/lib/core/context";
import { type TradingServer, tradingServer } from "@/lib/trading";
import { changesTerms } from "./changes-terms";
import { findGroupProblems, findLockedGroupProblems } from "./check-groups";
import { fieldError, rejectFieldProblems } from "./errors";
import { lockProgram, readProgram } from "./program-records";
import type { NewProgramInput, ProgramInput, ProgramRecord, StepInput } from "./schemas";

/** Creates a program, on sale. For admins. Throws STEP_UP_REQUIRED, and INVALID_REQUEST with the wrong fields. */
export async function createProgram(
  ctx: Context,
  input: NewProgramInput,
  server: TradingServer = tradingServer(ctx.db),
): Promise<ProgramRecord> {
  requireFreshAdmin(ctx);
  rejectFieldProblems(await findGroupProblems(input.steps, server));
  return withNameConflict(() =>
    inTransaction(ctx.db, async (tx) => {
      const [inserted] = await tx
        .insert(programs)
        .values(columnsOf(input))
        .returning({ id: programs.id });
      if (!inserted) throw new Error("insert returned no row");
      await insertSteps(tx, inserted.id, input.steps, server);
      const after = await readProgram(tx, inserted.id);
      const { reason } = input;
      await audit(tx, ctx, {
        action: "program.create",
        subject: inserted.id,
        reason,
        after: { ...after },
      });
      return after;
    }),
  );
}

/**
 * Changes a program and its steps for later purchases; earlier ones keep their rules. For admins.
 * Throws INVALID_REQUEST, NOT_FOUND, INVALID_STATE for a version conflict, and STEP_UP_REQUIRED where more
 * than its presentation changes.
 */
export async function editProgram(
  ctx: Context,
  id: number,
  input: ProgramInput,
  server: TradingServer = tradingServer(ctx.db),
): Promise<ProgramRecord> {
  requireAdmin(ctx);
  rejectFieldProblems(await findGroupProblems(input.steps, server));
  const { version, reason } = input;
  return withNameConflict(() =>
    inTransaction(ctx.db, async (tx) => {
      const before = await lockProgram(tx, id, version);
      await tx
        .update(programs)
        .set({ ...columnsOf(input), version: version + 1 })
        .where(eq(programs.id, id));
      await tx.delete(programSteps).where(eq(programSteps.programId, id));
      await insertSteps(tx, id, input.steps, server);
      const after = await readProgram(tx, id);
      if (changesTerms(before, after, presentationFields)) requireFreshAdmin(ctx);
      const change = { before: { ...before }, after: { ...after } };
      await audit(tx, ctx, { action: "program.edit", subject: id, reason, ...change });
      return after;
    }),
  );
}

/** Runs work; a taken name is an error of the field. */
async function withNameConflict<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (violatedUnique(error) !== "programs_name_unique") throw error;
    throw fieldError("name", "is already used by another program");
  }
}

/** The fields that present a program; every other one is a term of the sale. */
const presentationFields = [
  "brand",
  "name",
  "display_name",
  "description",
  "price_label",
  "sort_index",
] as const;

const columnsOf = (input: Omit<ProgramInput, "version">) => ({
  brand: input.brand,
  name: input.name,
  displayName: input.display_name,
  description: input.description,
  priceCents: BigInt(input.price_cents),
  priceCurrency: input.price_currency,
  priceLabel: input.price_label,
  profitSplitPct: input.profit_split_pct,
  ...(input.free_limit !== undefined && { freeLimit: input.free_limit }),
  sortIndex: input.sort_index,
});

async function insertSteps(
  tx: Transaction,
  programId: number,
  steps: StepInput[],
  server: TradingServer,
) {
  // Again, in the transaction: a group may have been archived since.
  rejectFieldProblems(await findLockedGroupProblems(tx, steps, server));
  await tx.insert(programSteps).values(
    steps.map((step, i) => ({
      programId,
      phaseIndex: i + 1,
      phaseType: step.phase_type,
      name: step.name,
      accountGroup: step.account_group,
      durationDays: step.duration_days,
      maxDailyLossPct: step.max_daily_loss_pct,
      maxTotalLossPct: step.max_total_loss_pct,
      profitTargetPct: step.profit_target_pct,
      profitSplitPct: step.profit_split_pct,
      minTradingDays: step.min_trading_days,
      maxTradingDays: step.max_trading_days,
      maxPositions: step.max_positions,
    })),
  );
}
