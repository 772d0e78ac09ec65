import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import { programSteps, programs } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin, requireFreshAdmin } from "@/lib/context";
import { type TradingServer, tradingServer } from "@/lib/trading";
import { fieldProblem } from "./changed-meanwhile";
import { changesTerms } from "./changes-terms";
import { groupProblems, heldGroupProblems, refuseProblems } from "./check-groups";
import { lockProgram, readProgram } from "./program-records";
import type { NewProgramInput, ProgramInput, ProgramRecord, StepInput } from "./schemas";

/** Puts a new program on sale. For admins. Throws STEP_UP_REQUIRED, and INVALID_REQUEST, naming what doesn't fit. */
export async function createProgram(
  ctx: Context,
  input: NewProgramInput,
  server: TradingServer = tradingServer(ctx.db),
): Promise<ProgramRecord> {
  requireFreshAdmin(ctx);
  refuseProblems(await groupProblems(input.steps, server));
  return nameFree(() =>
    inTransaction(ctx.db, async (tx) => {
      const [made] = await tx
        .insert(programs)
        .values(columnsOf(input))
        .returning({ id: programs.id });
      if (!made) throw new Error("insert returned no row");
      await putSteps(tx, made.id, input.steps, server);
      const after = await readProgram(tx, made.id);
      const { reason } = input;
      await audit(tx, ctx, {
        action: "program.create",
        subject: made.id,
        reason,
        after: { ...after },
      });
      return after;
    }),
  );
}

/**
 * Changes a program and its steps from now on: purchases keep the rules that they were made under.
 * For admins. Throws INVALID_REQUEST, NOT_FOUND, INVALID_STATE where it was changed meanwhile, and
 * STEP_UP_REQUIRED where more than its presentation changes.
 */
export async function editProgram(
  ctx: Context,
  id: number,
  input: ProgramInput,
  server: TradingServer = tradingServer(ctx.db),
): Promise<ProgramRecord> {
  requireAdmin(ctx);
  refuseProblems(await groupProblems(input.steps, server));
  const { version, reason } = input;
  return nameFree(() =>
    inTransaction(ctx.db, async (tx) => {
      const before = await lockProgram(tx, id, version);
      await tx
        .update(programs)
        .set({ ...columnsOf(input), version: version + 1 })
        .where(eq(programs.id, id));
      await tx.delete(programSteps).where(eq(programSteps.programId, id));
      await putSteps(tx, id, input.steps, server);
      const after = await readProgram(tx, id);
      if (changesTerms(before, after, presentation)) requireFreshAdmin(ctx);
      const change = { before: { ...before }, after: { ...after } };
      await audit(tx, ctx, { action: "program.edit", subject: id, reason, ...change });
      return after;
    }),
  );
}

async function nameFree<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (violatedUnique(error) !== "programs_name_unique") throw error;
    throw fieldProblem("name", "is another program's already");
  }
}

/** How a program is presented: everything else is what is sold, and for how much. */
const presentation = [
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

async function putSteps(
  tx: Transaction,
  programId: number,
  steps: StepInput[],
  server: TradingServer,
) {
  // Again: one may have been archived since.
  refuseProblems(await heldGroupProblems(tx, steps, server));
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
