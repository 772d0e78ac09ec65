import type { propAccounts } from "@/db/schema";
import type { Subaccount } from "./port";

type Account = typeof propAccounts.$inferSelect;

/** The statuses in which an account must not be traded, though it may have a subaccount. */
export const stoppedStatuses = ["suspended", "closed"] as const;

/** Whether an account must not be traded. */
export const isStopped = (status: Account["status"]) =>
  stoppedStatuses.some((stopped) => stopped === status);

/** An account's subaccount; null where none is recorded. */
export function subaccountOf({
  entity,
  subaccountId,
  subaccountUuid,
  syntheticHotkey,
}: Pick<
  Account,
  "entity" | "subaccountId" | "subaccountUuid" | "syntheticHotkey"
>): Subaccount | null {
  return entity !== null &&
    subaccountId !== null &&
    subaccountUuid !== null &&
    syntheticHotkey !== null
    ? { entity, subaccountId, subaccountUuid, syntheticHotkey }
    : null;
}
