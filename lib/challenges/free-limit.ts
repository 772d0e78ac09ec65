import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import type { programs } from "@/db/schema";
import type { ProgramWithSteps } from "@/lib/catalog";
import { AppError } from "@/lib/errors";

type Program = typeof programs.$inferSelect;

/** What a customer has had of a program for nothing, without what failed and what an admin granted. */
export interface TakenForFree {
  running: boolean;
  /** How many times, the running one included. */
  times: number;
}
const NOTHING: TakenForFree = { running: false, times: 0 };

/** What the customer has had of a free program; nothing of one that has a price, which isn't looked up. */
export async function takenForFree(
  db: Executor,
  customerId: number,
  program: Pick<ProgramWithSteps, "program"> | null,
): Promise<TakenForFree> {
  if (!program || program.program.priceCents > 0n) return NOTHING;
  const { rows } = await db.execute<{ running: boolean; times: number }>(sql`
    select coalesce(bool_or(free_running), false) as running, count(*)::int as times
    from purchases where ${taken(customerId, program.program.id)}`);
  return rows[0] ?? NOTHING;
}

const taken = (customer: unknown, program: unknown): SQL => sql`
  customer_id = ${customer} and program_id = ${program} and free_running is not null and status not in (4, 5)`;

/** Whether the customer may take the program where it is free, as a condition in a statement of `programs`. */
export const isWithinFreeLimit = (customer: SQL, program: SQL): SQL => sql`
  not exists (select from purchases p where p.customer_id = ${customer} and p.program_id = ${program} and p.free_running)
  and (programs.free_limit is null
    or programs.free_limit > (select count(*) from purchases where ${taken(customer, program)}))`;

/** Throws FREE_TIER_LIMIT where the customer has had of a free program what they may. */
export function checkFreeLimit({ priceCents, freeLimit }: Program, had: TakenForFree): void {
  if (priceCents > 0n) return;
  if (had.running) throw oneAtATime();
  if (freeLimit === null || had.times < freeLimit) return;
  const times = freeLimit === 1 ? "once" : `${freeLimit} times`;
  throw new AppError("FREE_TIER_LIMIT", `This program is free ${times}, and you have had it.`);
}

const oneAtATime = () =>
  new AppError("FREE_TIER_LIMIT", "You have this free program already. Finish it first.");

/**
 * What a write brings that makes a free purchase, or takes one up again. Throws FREE_TIER_LIMIT where
 * another one of the program is under way, which the unique index says whatever was checked before.
 */
export async function limitRunningFree<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedUnique(error) === "purchases_one_free_running") throw oneAtATime();
    throw error;
  }
}
