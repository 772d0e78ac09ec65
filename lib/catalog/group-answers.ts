import { audit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { centsToJson } from "@/lib/money";
import type { Alongside, ChangedGroup, GroupRecord } from "@/lib/trading";
import { changedMeanwhile, fieldProblem } from "./changed-meanwhile";
import type { GroupView } from "./schemas";

/** A group of the trading server as the console has it. */
export const viewOf = ({ mode, defaultDepositCents, inUse, ...group }: GroupRecord): GroupView => ({
  ...group,
  account_mode: mode,
  default_deposit_cents: centsToJson(defaultDepositCents),
  in_use: inUse,
});

type Action = "group.create" | "group.edit" | "group.archive" | "group.restore";

/** Writes down what is done to a group, with the change itself. */
export const noted =
  (ctx: Context, action: Action, reason: string): Alongside =>
  (tx, { before, after }) =>
    audit(tx, ctx, {
      action,
      subject: after.name,
      reason,
      before: before && { ...viewOf(before) },
      after: { ...viewOf(after) },
    });

/** The changed group. Throws what the trading server refused, in the API's words. */
export function answered(answer: ChangedGroup): GroupView {
  if (answer.outcome === "accepted") return viewOf(answer.group);
  switch (answer.code) {
    case "GROUP_UNKNOWN":
      throw notFound("account group");
    case "GROUP_CHANGED":
      throw changedMeanwhile("group");
    case "GROUP_EXISTS":
      throw fieldProblem("name", "is taken already");
    default:
      throw new AppError("INVALID_STATE", answer.message);
  }
}
