import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { programSteps, programs } from "@/db/schema";
import { notFound } from "@/lib/core/errors";
import { unitsToJson } from "@/lib/core/money";
import type { RuleSet } from "@/lib/rules/schemas";
import { type AccountGroup, type TradingServer, tradingServer, withTimeout } from "@/lib/trading";
import { type Phase, phaseColumns, withRules } from "./phases";
import { presentRules } from "./present-rules";
import { fieldsOfRules } from "./rule-fields";
import type { BoughtProgram, ProgramView, StepView } from "./schemas";

export const programStatus = { active: 0, disabled: 1, archived: 2 } as const;

type Program = typeof programs.$inferSelect;

/** A program, its steps in order, and those of their groups that the trading server has. */
export interface ProgramWithSteps {
  program: Program;
  steps: Phase[];
  groups: Map<string, AccountGroup>;
  /** The row versions of the program and its steps that were read: different after any change. */
  rowVersions: string;
}

/** SQL for the present row versions (`xmin`) of a program and its steps. */
export const rowVersions = sql<string>`${programs}.xmin::text || coalesce((select string_agg(':' || s.xmin::text, '' order by s.phase_index) from ${programSteps} s where s.program_id = ${programs.id}), '')`;

const isActive = eq(programs.status, programStatus.active);

/** Whether its status and the group of its first phase let it be sold. */
export const isOnSale = ({ program, steps: [first], groups }: ProgramWithSteps): boolean =>
  program.status === programStatus.active && !groups.get(first?.accountGroup ?? "")?.archived;

/** The programs that are on sale, in catalog order. */
export async function listPrograms(db: Database, brand?: string): Promise<ProgramView[]> {
  const active = await loadPrograms(
    db,
    and(isActive, brand ? eq(programs.brand, brand) : undefined),
  );
  return active.filter(isOnSale).map(presentProgram);
}

/** One program on sale, or null. */
export async function findProgram(db: Database, id: number): Promise<ProgramView | null> {
  const [program] = await loadPrograms(db, and(isActive, eq(programs.id, id)));
  return program && isOnSale(program) ? presentProgram(program) : null;
}

/** One program on sale. Throws NOT_FOUND. */
export async function getProgram(db: Database, id: number): Promise<ProgramView> {
  const program = await findProgram(db, id);
  if (!program) throw notFound("program");
  return program;
}

/** A program in any status, or null: for callers that say why it can't be bought. */
export async function loadProgram(
  db: Database,
  id: number,
  server?: TradingServer,
): Promise<ProgramWithSteps | null> {
  const [program] = await loadPrograms(db, eq(programs.id, id), server);
  return program ?? null;
}

/** Programs in any status, in catalog order. */
export async function loadPrograms(
  db: Database,
  filter: SQL | undefined,
  server: TradingServer = tradingServer(db),
): Promise<ProgramWithSteps[]> {
  const rows = await db
    .select({ program: programs, step: phaseColumns, rowVersions })
    .from(programs)
    .leftJoin(programSteps, eq(programSteps.programId, programs.id))
    .where(filter)
    .orderBy(asc(programs.sortIndex), asc(programs.id), asc(programSteps.phaseIndex));
  const names = [...new Set(rows.flatMap(({ step }) => step?.accountGroup ?? []))];
  const existing = names.length > 0 ? await withTimeout(() => server.getGroups(names)) : [];
  const groups = new Map(existing.map((group) => [group.name, group]));
  const steps = await withRules(
    db,
    rows.flatMap(({ step }) => step ?? []),
  );
  const byId = new Map<number, ProgramWithSteps>();
  for (const { program, rowVersions } of rows) {
    if (byId.has(program.id)) continue;
    const own = steps.filter(({ programId }) => programId === program.id);
    byId.set(program.id, { program, steps: own, groups, rowVersions });
  }
  return [...byId.values()];
}

/** A program in the form of the API, with each step's initial balance from its group. */
export function presentProgram({ program, steps, groups }: ProgramWithSteps): ProgramView {
  return {
    id: program.id,
    brand: program.brand,
    name: program.name,
    slug: program.slug,
    display_name: program.displayName,
    description: program.description,
    price: unitsToJson(program.priceCents),
    price_currency: program.priceCurrency.toUpperCase(),
    price_label: program.priceLabel,
    profit_split: splitOf(steps),
    status: program.status === 1 ? 1 : program.status === 2 ? 2 : 0,
    sort_index: program.sortIndex,
    recommended: program.recommended,
    steps: steps.map((step) => presentStep(step, groups.get(step.accountGroup ?? ""))),
  };
}

/** A program as a purchase keeps it. */
export function boughtTerms(program: ProgramWithSteps): BoughtProgram {
  const { slug: _, recommended: __, ...view } = presentProgram(program);
  return {
    ...view,
    steps: view.steps.map(({ rules: ___, rules_text: ____, ...step }) => step),
  };
}

/** The trader's part of the profit once funded. */
export const splitOf = (steps: { rules: RuleSet }[]): number | null => {
  const last = steps.at(-1);
  return last ? fieldsOfRules(last.rules).profit_split_pct : null;
};

function presentStep(step: Phase, group: AccountGroup | undefined): StepView {
  const { profit_split_pct: profit_split, ...fields } = fieldsOfRules(step.rules);
  const account = { initial: group?.defaultDepositCents ?? 0n, currency: group?.currency ?? "usd" };
  return {
    phase_index: step.phaseIndex,
    phase_type: step.phaseType === 1 ? 1 : 0,
    name: step.name,
    account_group: step.accountGroup ?? "",
    initial_balance: unitsToJson(account.initial),
    currency: (group?.currency ?? "").toUpperCase(),
    ...fields,
    profit_split,
    ...presentRules(step, account),
  };
}
