import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import { programSteps, programs } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin, requireFreshAdmin } from "@/lib/core/context";
import type { FieldProblem } from "@/lib/core/errors";
import { type TradingServer, tradingServer } from "@/lib/trading";
import { changesTerms } from "./changes-terms";
import { findGroupProblems, findLockedGroupProblems } from "./check-groups";
import { fieldError, rejectFieldProblems } from "./errors";
import { lockProgram, readProgram } from "./program-records";
import { programStatus, splitOf } from "./programs";
import { evaluationsIn, takeFromPrograms, takeFromTiers } from "./recommendation";
import { fieldsOfRules } from "./rule-fields";
import { storedRuleSet } from "./rule-sets";
import type { NewProgramInput, ProgramInput, ProgramRecord, StepInput } from "./schemas";

/** Creates a program, for sale to wallets if its phases have groups. For admins. Throws STEP_UP_REQUIRED, and INVALID_REQUEST with the wrong fields. */
export async function createProgram(
  ctx: Context,
  input: NewProgramInput,
  server: TradingServer = tradingServer(ctx.db),
): Promise<ProgramRecord> {
  requireFreshAdmin(ctx);
  rejectFieldProblems(await findGroupProblems(input.steps, server));
  return withFieldConflict(() =>
    inTransaction(ctx.db, async (tx) => {
      await takeRecommendation(tx, ctx, input);
      const [inserted] = await tx
        .insert(programs)
        .values({ ...columnsOf(input), slug: input.slug, status: firstStatus(input.steps) })
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
  return withFieldConflict(() =>
    inTransaction(ctx.db, async (tx) => {
      await takeRecommendation(tx, ctx, input, id);
      const before = await lockProgram(tx, id, version);
      if (before.status === "archived" && input.recommended) {
        throw fieldError("recommended", "can't be set: this program is archived");
      }
      rejectFieldProblems(findMissingGroups(before, input.steps));
      if (input.slug !== undefined && input.slug !== before.slug) {
        throw fieldError("slug", "can't be changed: links to the program's page use it");
      }
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

/** Takes the recommendation from the other offers of a recommended program's model. */
async function takeRecommendation(
  tx: Transaction,
  ctx: Context,
  { recommended, steps, reason }: Pick<ProgramInput, "recommended" | "steps" | "reason">,
  program?: number,
): Promise<void> {
  if (!recommended) return;
  const evaluations = evaluationsIn(steps.map(({ phase_type }) => ({ phaseType: phase_type })));
  const recommendation = { evaluations, reason, ...(program !== undefined && { program }) };
  await takeFromTiers(tx, ctx, recommendation);
  await takeFromPrograms(tx, ctx, recommendation);
}

/** Phases without an account group, if wallets can buy the program. */
const findMissingGroups = ({ status }: ProgramRecord, steps: StepInput[]): FieldProblem[] =>
  status !== "active"
    ? []
    : steps.flatMap(({ account_group }, i) =>
        account_group === null
          ? [{ path: `steps.${i}.account_group`, message: "is required: wallets can buy this" }]
          : [],
      );

/** Only phases with an account group can be bought from wallets. */
const firstStatus = (steps: StepInput[]) =>
  steps.some(({ account_group }) => account_group === null)
    ? programStatus.disabled
    : programStatus.active;

/** Runs work; a taken name or address is an error of the field. */
async function withFieldConflict<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const field = uniqueFields.get(violatedUnique(error) ?? "");
    if (!field) throw error;
    throw fieldError(field, "is already used by another program");
  }
}

const uniqueFields = new Map([
  ["programs_name_unique", "name"],
  ["programs_slug_unique", "slug"],
]);

/** The fields that present a program; every other one is a term of the sale. */
const presentationFields = [
  "brand",
  "name",
  "display_name",
  "description",
  "price_label",
  "recommended",
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
  // For the release before.
  profitSplitPct: splitOf(input.steps),
  ...(input.free_limit !== undefined && { freeLimit: input.free_limit }),
  ...(input.recommended !== undefined && { recommended: input.recommended }),
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
    steps.map(({ phase_type, name, account_group, rules }, i) => {
      const fields = fieldsOfRules(rules);
      return {
        programId,
        phaseIndex: i + 1,
        phaseType: phase_type,
        name,
        accountGroup: account_group,
        ruleSetId: storedRuleSet(rules),
        // For the release before.
        durationDays: fields.duration_days,
        maxDailyLossPct: fields.max_daily_loss_pct,
        maxTotalLossPct: fields.max_total_loss_pct,
        profitTargetPct: fields.profit_target_pct,
        profitSplitPct: fields.profit_split_pct,
        minTradingDays: fields.min_trading_days,
        maxTradingDays: fields.max_trading_days,
        maxPositions: fields.max_positions,
      };
    }),
  );
}
