import { type Context, requireFreshAdmin } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { type Alongside, type TradingServer, tradingServer, withTimeout } from "@/lib/trading";
import { fieldError } from "./errors";
import { auditGroupChange, changedGroup } from "./group-changes";
import { getGroup } from "./list-groups";
import { listProgramsInGroup } from "./program-records";
import type { GroupInput, GroupView, NewGroupInput } from "./schemas";

/** Creates an account group. For admins. Throws STEP_UP_REQUIRED, and INVALID_REQUEST where its name is taken. */
export async function createGroup(
  ctx: Context,
  { name, reason, ...terms }: NewGroupInput,
  server: TradingServer = tradingServer(ctx.db),
): Promise<GroupView> {
  requireFreshAdmin(ctx);
  const change = { terms: termsOf(name, terms), version: null };
  return changedGroup(
    await withTimeout(() =>
      server.saveGroup(change, auditGroupChange(ctx, "group.create", reason)),
    ),
  );
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
  const auditChange = auditGroupChange(ctx, "group.edit", reason);
  const alongside: Alongside = async (tx, change) => {
    if (change.before && change.before.mode !== change.after.mode) {
      const [program] = await listProgramsInGroup(tx, name);
      if (program) {
        throw fieldError(
          "account_mode",
          `can't be changed: a phase of ${program.display_name} uses this group`,
        );
      }
    }
    await auditChange(tx, change);
  };
  const result = await withTimeout(() =>
    server.saveGroup({ terms: termsOf(name, terms), version }, alongside),
  );
  if (result.status === "rejected" && result.code === "GROUP_IN_USE") {
    throw groupInUse(await getGroup(ctx, name, server), terms);
  }
  return changedGroup(result);
}

const termsOf = (name: string, terms: Omit<GroupInput, "reason" | "version">) => ({
  name,
  brand: terms.brand,
  mode: terms.account_mode,
  currency: terms.currency,
  leverage: terms.leverage,
  defaultDepositCents: BigInt(terms.default_deposit_cents),
});

/** The fields that accounts show or refer to. */
const fixedFields = ["brand", "account_mode", "currency"] as const;

function groupInUse(before: GroupView, input: Pick<GroupInput, (typeof fixedFields)[number]>) {
  const message = "can't be changed because accounts already use this group";
  const changed = fixedFields.filter((path) => before[path] !== input[path]);
  return new AppError("INVALID_REQUEST", "Accounts already use this group.", {
    fields: changed.map((path) => ({ path, message })),
  });
}
