import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { programSteps, programs } from "@/db/schema";
import { notFound } from "@/lib/errors";
import { unitsToJson } from "@/lib/money";
import { type AccountGroup, inTime, type TradingServer, tradingServer } from "@/lib/trading";
import type { ProgramView, StepView } from "./schemas";

export const programStatus = { active: 0, disabled: 1, archived: 2 } as const;

type Program = typeof programs.$inferSelect;
type Step = typeof programSteps.$inferSelect;

/** A program, its steps in order, and those of their groups that the trading server has. */
export interface ProgramWithSteps {
  program: Program;
  steps: Step[];
  groups: Map<string, AccountGroup>;
  /** The writings of its rows that were read: others after any change, whoever made it. */
  written: string;
}

/** The writings of a program's row and its steps', as they are where this is read. */
export const writings = sql<string>`${programs}.xmin::text || coalesce((select string_agg(':' || s.xmin::text, '' order by s.phase_index) from ${programSteps} s where s.program_id = ${programs.id}), '')`;

const isActive = eq(programs.status, programStatus.active);

/** Whether its status and the group of its first phase let it be sold. */
export const isOnSale = ({ program, steps: [first], groups }: ProgramWithSteps): boolean =>
  program.status === programStatus.active && !groups.get(first?.accountGroup ?? "")?.archived;

/** The programs that are on sale, in the order of the catalog. */
export async function listPrograms(db: Database, brand?: string): Promise<ProgramView[]> {
  const found = await load(db, and(isActive, brand ? eq(programs.brand, brand) : undefined));
  return found.filter(isOnSale).map(presentProgram);
}

/** One program on sale, or null. */
export async function findProgram(db: Database, id: number): Promise<ProgramView | null> {
  const [found] = await load(db, and(isActive, eq(programs.id, id)));
  return found && isOnSale(found) ? presentProgram(found) : null;
}

/** One program on sale. Throws NOT_FOUND. */
export async function getProgram(db: Database, id: number): Promise<ProgramView> {
  const found = await findProgram(db, id);
  if (!found) throw notFound("program");
  return found;
}

/** A program in whatever status it is, for whoever has to say why it can't be bought; or null. */
export async function loadProgram(
  db: Database,
  id: number,
  server?: TradingServer,
): Promise<ProgramWithSteps | null> {
  const [found] = await load(db, eq(programs.id, id), server);
  return found ?? null;
}

async function load(
  db: Database,
  which: SQL | undefined,
  server: TradingServer = tradingServer(db),
): Promise<ProgramWithSteps[]> {
  const rows = await db
    .select({ program: programs, step: programSteps, written: writings })
    .from(programs)
    .leftJoin(programSteps, eq(programSteps.programId, programs.id))
    .where(which)
    .orderBy(asc(programs.sortIndex), asc(programs.id), asc(programSteps.phaseIndex));
  const names = [...new Set(rows.flatMap(({ step }) => (step ? [step.accountGroup] : [])))];
  const known = names.length > 0 ? await inTime(() => server.getGroups(names)) : [];
  const groups = new Map(known.map((group) => [group.name, group]));
  const found = new Map<number, ProgramWithSteps>();
  for (const { program, step, written } of rows) {
    const entry = found.get(program.id) ?? { program, steps: [], groups, written };
    if (step) entry.steps.push(step);
    found.set(program.id, entry);
  }
  return [...found.values()];
}

/** A program as the API gives it, with each step's initial balance from its group. */
export function presentProgram({ program, steps, groups }: ProgramWithSteps): ProgramView {
  return {
    id: program.id,
    brand: program.brand,
    name: program.name,
    display_name: program.displayName,
    description: program.description,
    price: unitsToJson(program.priceCents),
    price_currency: program.priceCurrency.toUpperCase(),
    price_label: program.priceLabel,
    profit_split: program.profitSplitPct,
    status: program.status === 1 ? 1 : program.status === 2 ? 2 : 0,
    sort_index: program.sortIndex,
    steps: steps.map((step) => presentStep(step, groups.get(step.accountGroup))),
  };
}

const presentStep = (step: Step, group: AccountGroup | undefined): StepView => ({
  phase_index: step.phaseIndex,
  phase_type: step.phaseType === 1 ? 1 : 0,
  name: step.name,
  account_group: step.accountGroup,
  initial_balance: unitsToJson(group?.defaultDepositCents ?? 0n),
  currency: (group?.currency ?? "").toUpperCase(),
  duration_days: step.durationDays,
  max_daily_loss_pct: step.maxDailyLossPct,
  max_total_loss_pct: step.maxTotalLossPct,
  profit_target_pct: step.profitTargetPct,
  profit_split: step.profitSplitPct,
  min_trading_days: step.minTradingDays,
  max_trading_days: step.maxTradingDays,
  max_positions: step.maxPositions,
});
