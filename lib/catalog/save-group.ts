import { type Context, requireFreshAdmin } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { type Alongside, inTime, type TradingServer, tradingServer } from "@/lib/trading";
import { fieldProblem } from "./changed-meanwhile";
import { answered, noted } from "./group-answers";
import { getGroup } from "./list-groups";
import { programsIn } from "./program-records";
import type { GroupInput, GroupView, NewGroupInput } from "./schemas";

/** A new account group. For admins. Throws STEP_UP_REQUIRED, and INVALID_REQUEST where its name is taken. */
export async function createGroup(
  ctx: Context,
  { name, reason, ...terms }: NewGroupInput,
  server: TradingServer = tradingServer(ctx.db),
): Promise<GroupView> {
  requireFreshAdmin(ctx);
  const change = { terms: termsOf(name, terms), version: null };
  return answered(await inTime(() => server.saveGroup(change, noted(ctx, "group.create", reason))));
}

/**
 * Changes a group for the accounts that are opened from now on. For admins. Throws NOT_FOUND,
 * INVALID_REQUEST where what accounts or programs rely on would change, INVALID_STATE and STEP_UP_REQUIRED.
 */
export async function editGroup(
  ctx: Context,
  name: string,
  { reason, version, ...terms }: GroupInput,
  server: TradingServer = tradingServer(ctx.db),
): Promise<GroupView> {
  requireFreshAdmin(ctx);
  const note = noted(ctx, "group.edit", reason);
  const alongside: Alongside = async (tx, change) => {
    if (change.before && change.before.mode !== change.after.mode) {
      const [program] = await programsIn(tx, name);
      if (program) {
        throw fieldProblem(
          "account_mode",
          `can't change: a phase of ${program.display_name} is traded in it`,
        );
      }
    }
    await note(tx, change);
  };
  const answer = await inTime(() =>
    server.saveGroup({ terms: termsOf(name, terms), version }, alongside),
  );
  if (answer.outcome === "refused" && answer.code === "GROUP_IN_USE") {
    throw inUse(await getGroup(ctx, name, server), terms);
  }
  return answered(answer);
}

const termsOf = (name: string, terms: Omit<GroupInput, "reason" | "version">) => ({
  name,
  brand: terms.brand,
  mode: terms.account_mode,
  currency: terms.currency,
  leverage: terms.leverage,
  defaultDepositCents: BigInt(terms.default_deposit_cents),
});

/** What accounts show of their group, or refer to. */
const fixed = ["brand", "account_mode", "currency"] as const;

function inUse(before: GroupView, wanted: Pick<GroupInput, (typeof fixed)[number]>) {
  const message = "can't change once accounts were opened in the group";
  const changed = fixed.filter((path) => before[path] !== wanted[path]);
  return new AppError("INVALID_REQUEST", "Accounts were opened in this group already.", {
    fields: changed.map((path) => ({ path, message })),
  });
}
