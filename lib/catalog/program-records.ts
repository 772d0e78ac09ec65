import { asc, eq, inArray } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { programSteps, programs } from "@/db/schema";
import { type Context, requireAdmin } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { centsToJson } from "@/lib/core/money";
import { versionConflict } from "./errors";
import { type Phase, readPhases } from "./phases";
import { programStatus } from "./programs";
import { type ProgramRecord, programStatuses, type StepInput } from "./schemas";

/** Every program, on sale or not, in catalog order. For admins. */
export async function listProgramRecords(ctx: Context): Promise<ProgramRecord[]> {
  requireAdmin(ctx);
  const rows = await ctx.db
    .select()
    .from(programs)
    .orderBy(asc(programs.sortIndex), asc(programs.id));
  return withSteps(ctx.db, rows);
}

/** One program, on sale or not. For admins. Throws NOT_FOUND. */
export async function getProgramRecord(ctx: Context, id: number): Promise<ProgramRecord> {
  requireAdmin(ctx);
  return readProgram(ctx.db, id);
}

/** Throws NOT_FOUND. */
export async function readProgram(db: Executor, id: number): Promise<ProgramRecord> {
  const rows = await db.select().from(programs).where(eq(programs.id, id));
  const [program] = await withSteps(db, rows);
  if (!program) throw notFound("program");
  return program;
}

/** Locks a program's row. Throws NOT_FOUND, and INVALID_STATE where it has another version. */
export async function lockProgram(
  tx: Transaction,
  id: number,
  version: number,
): Promise<ProgramRecord> {
  await tx.select({ id: programs.id }).from(programs).where(eq(programs.id, id)).for("update");
  const program = await readProgram(tx, id);
  if (program.version !== version) throw versionConflict("program");
  return program;
}

/** The programs, on sale or not, that have a step in this group. */
export async function listProgramsInGroup(db: Executor, group: string): Promise<ProgramRecord[]> {
  const steps = await db
    .selectDistinct({ id: programSteps.programId })
    .from(programSteps)
    .where(eq(programSteps.accountGroup, group));
  if (steps.length === 0) return [];
  const ids = steps.map(({ id }) => id);
  const rows = await db.select().from(programs).where(inArray(programs.id, ids));
  return withSteps(db, rows);
}

type Row = typeof programs.$inferSelect;

async function withSteps(db: Executor, rows: Row[]): Promise<ProgramRecord[]> {
  const phases = await readPhases(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    brand: row.brand,
    name: row.name,
    slug: row.slug,
    display_name: row.displayName,
    description: row.description,
    price_cents: centsToJson(row.priceCents),
    price_currency: row.priceCurrency,
    price_label: row.priceLabel,
    status: programStatuses.find((name) => programStatus[name] === row.status) ?? "disabled",
    free_limit: row.freeLimit,
    recommended: row.recommended,
    sort_index: row.sortIndex,
    version: row.version,
    steps: phases.filter(({ programId }) => programId === row.id).map(stepRecord),
  }));
}

const stepRecord = ({ phaseType, name, accountGroup, rules }: Phase): StepInput => ({
  phase_type: phaseType === 1 ? 1 : 0,
  name,
  account_group: accountGroup,
  rules,
});
