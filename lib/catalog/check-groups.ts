import type { Transaction } from "@/db/client";
import type { FieldProblem } from "@/lib/core/errors";
import { type AccountGroup, accountMode, type TradingServer, withTimeout } from "@/lib/trading";
import type { StepInput } from "./schemas";

type StepGroup = Pick<StepInput, "phase_type" | "account_group">;

const groupNamesOf = (steps: StepGroup[]) => [
  ...new Set(steps.flatMap(({ account_group }) => account_group ?? [])),
];

/** Problems of the steps' account groups at the trading server, by the field of each step. */
export async function findGroupProblems(
  steps: StepGroup[],
  server: TradingServer,
): Promise<FieldProblem[]> {
  return problemsOf(steps, await withTimeout(() => server.getGroups(groupNamesOf(steps))));
}

/**
 * The same in a transaction, until whose end no group of them is archived: a later archiving sees what was
 * written. None where the groups are at another server.
 */
export async function findLockedGroupProblems(
  tx: Transaction,
  steps: StepGroup[],
  server: TradingServer,
): Promise<FieldProblem[]> {
  const locked = await server.lockGroups(tx, groupNamesOf(steps));
  return locked ? problemsOf(steps, locked) : [];
}

function problemsOf(steps: StepGroup[], groups: AccountGroup[]): FieldProblem[] {
  const byName = new Map(groups.map((group) => [group.name, group]));
  return steps.flatMap(({ account_group, phase_type }, i) => {
    if (account_group === null) return [];
    const group = byName.get(account_group);
    const requiredMode = phase_type === 1 ? accountMode.real : accountMode.demo;
    const message = !group
      ? "isn't a group of the trading server"
      : group.archived
        ? "is archived: choose another group"
        : group.mode !== requiredMode
          ? `must be a ${phase_type === 1 ? "REAL group, for a funded phase" : "DEMO group, for an evaluation"}`
          : null;
    return message === null ? [] : [{ path: `steps.${i}.account_group`, message }];
  });
}
