import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import type { programs } from "@/db/schema";
import type { ProgramWithSteps } from "@/lib/catalog";
import { AppError } from "@/lib/core/errors";

type Program = typeof programs.$inferSelect;

/** A customer's purchases of a free program, without failed ones and those that an admin granted. */
export interface FreePurchases {
  running: boolean;
  /** All of them, including the running one. */
  times: number;
}
const NOTHING: FreePurchases = { running: false, times: 0 };

/** Counts the customer's purchases of a free program; none for a program with a price, without a query. */
export async function countFreePurchases(
  db: Executor,
  customerId: number,
  program: Pick<ProgramWithSteps, "program"> | null,
): Promise<FreePurchases> {
  if (!program || program.program.priceCents > 0n) return NOTHING;
  const { rows } = await db.execute<{ running: boolean; times: number }>(sql`
    select coalesce(bool_or(free_running), false) as running, count(*)::int as times
    from purchases where ${isCounted(customerId, program.program.id)}`);
  return rows[0] ?? NOTHING;
}

const isCounted = (customer: unknown, program: unknown): SQL => sql`
  customer_id = ${customer} and program_id = ${program} and free_running is not null and status not in (4, 5)`;

/** A condition in a statement on `programs`: the customer may have the program for free. */
export const isWithinFreeLimitSql = (customer: SQL, program: SQL): SQL => sql`
  not exists (select from purchases p where p.customer_id = ${customer} and p.program_id = ${program} and p.free_running)
  and (programs.free_limit is null
    or programs.free_limit > (select count(*) from purchases where ${isCounted(customer, program)}))`;

/** Throws FREE_TIER_LIMIT if the customer has a free program already, or had it as often as its limit allows. */
export function checkFreeLimit({ priceCents, freeLimit }: Program, had: FreePurchases): void {
  if (priceCents > 0n) return;
  if (had.running) throw oneAtATime();
  if (freeLimit === null || had.times < freeLimit) return;
  const times = freeLimit === 1 ? "once" : `${freeLimit} times`;
  throw new AppError(
    "FREE_TIER_LIMIT",
    `This challenge is free ${times} per customer, and you've reached that limit.`,
  );
}

const oneAtATime = () =>
  new AppError("FREE_TIER_LIMIT", "You already have this free challenge. Finish it first.");

/**
 * Runs a write that inserts or reopens a free purchase. Throws FREE_TIER_LIMIT if another one of the program is
 * running: the unique index rejects it, whatever was checked before.
 */
export async function limitRunningFree<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedUnique(error) === "purchases_one_free_running") throw oneAtATime();
    throw error;
  }
}
