import { AppError, type FieldProblem } from "@/lib/errors";
import { accountMode, inTime, type TradingServer } from "@/lib/trading";
import type { StepInput } from "./schemas";

/** What is wrong with the steps' groups at the trading server, at each step's field. */
export async function groupProblems(
  steps: Pick<StepInput, "phase_type" | "account_group">[],
  server: TradingServer,
): Promise<FieldProblem[]> {
  const names = [...new Set(steps.map(({ account_group }) => account_group))];
  const known = new Map(
    (await inTime(() => server.getGroups(names))).map((group) => [group.name, group]),
  );
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

/** Throws INVALID_REQUEST where a step's group doesn't exist, is archived or of the wrong mode. */
export async function checkGroups(steps: StepInput[], server: TradingServer): Promise<void> {
  const fields = await groupProblems(steps, server);
  if (fields.length === 0) return;
  const named = fields.map(({ path, message }) => `${path}: ${message}`);
  throw new AppError("INVALID_REQUEST", `Invalid request. ${named.join("; ")}.`, { fields });
}
