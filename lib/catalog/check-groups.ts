import type { Transaction } from "@/db/client";
import { AppError, type FieldProblem } from "@/lib/errors";
import { type AccountGroup, accountMode, inTime, type TradingServer } from "@/lib/trading";
import type { StepInput } from "./schemas";

type Grouped = Pick<StepInput, "phase_type" | "account_group">;

const namesIn = (steps: Grouped[]) => [...new Set(steps.map((step) => step.account_group))];

/** What is wrong with the steps' groups at the trading server, at each step's field. */
export async function groupProblems(
  steps: Grouped[],
  server: TradingServer,
): Promise<FieldProblem[]> {
  return problemsOf(steps, await inTime(() => server.getGroups(namesIn(steps))));
}

/**
 * The same within the transaction that needs the groups, which none of them is archived before the end of:
 * an archiving that comes later sees what was written. Nothing where the groups are at another server.
 */
export async function heldGroupProblems(
  tx: Transaction,
  steps: Grouped[],
  server: TradingServer,
): Promise<FieldProblem[]> {
  const held = await server.holdGroups(tx, namesIn(steps));
  return held ? problemsOf(steps, held) : [];
}

function problemsOf(steps: Grouped[], groups: AccountGroup[]): FieldProblem[] {
  const known = new Map(groups.map((group) => [group.name, group]));
  return steps.flatMap(({ account_group, phase_type }, i) => {
    const group = known.get(account_group);
    const wanted = phase_type === 1 ? accountMode.real : accountMode.demo;
    const message = !group
      ? "is not a group of the trading server"
      : group.archived
        ? "is archived: choose another group"
        : group.mode !== wanted
          ? `must be a ${phase_type === 1 ? "REAL group: a funded" : "DEMO group: an evaluation"} phase is traded in one`
          : null;
    return message === null ? [] : [{ path: `steps.${i}.account_group`, message }];
  });
}

/** Throws INVALID_REQUEST where there are any. */
export function refuseProblems(fields: FieldProblem[]): void {
  if (fields.length === 0) return;
  const named = fields.map(({ path, message }) => `${path}: ${message}`);
  throw new AppError("INVALID_REQUEST", `Invalid request. ${named.join("; ")}.`, { fields });
}
