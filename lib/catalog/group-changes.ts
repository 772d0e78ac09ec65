import { audit } from "@/lib/audit";
import type { Context } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { centsToJson } from "@/lib/core/money";
import type { Alongside, ChangedGroup, GroupRecord } from "@/lib/trading";
import { fieldError, versionConflict } from "./errors";
import type { GroupView } from "./schemas";

/** A group of the trading server in the form of the console. */
export const presentGroup = ({
  mode,
  defaultDepositCents,
  inUse,
  ...group
}: GroupRecord): GroupView => ({
  ...group,
  account_mode: mode,
  default_deposit_cents: centsToJson(defaultDepositCents),
  in_use: inUse,
});

type Action = "group.create" | "group.edit" | "group.archive" | "group.restore";

/** Writes the audit entry of a change of a group, in the transaction of the change. */
export const auditGroupChange =
  (ctx: Context, action: Action, reason: string): Alongside =>
  (tx, { before, after }) =>
    audit(tx, ctx, {
      action,
      subject: after.name,
      reason,
      before: before && { ...presentGroup(before) },
      after: { ...presentGroup(after) },
    });

/** The changed group. Throws the error of the API for a change that the trading server rejected. */
export function changedGroup(result: ChangedGroup): GroupView {
  if (result.status === "accepted") return presentGroup(result.group);
  switch (result.code) {
    case "GROUP_UNKNOWN":
      throw notFound("account group");
    case "GROUP_CHANGED":
      throw versionConflict("group");
    case "GROUP_EXISTS":
      throw fieldError("name", "is already taken");
    default:
      throw new AppError("INVALID_STATE", result.message);
  }
}
