import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import { propAccounts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { tellingStatus } from "../../telling-status";
import { type Subaccount, type SubaccountRequest, VenueError } from "../port";
import type { CreatedSubaccount, ListedSubaccount } from "./schemas";

/** The listed subaccounts of the request's size and class that came after `newestBefore` and are nobody's yet. */
export async function candidates(
  db: Database,
  entity: string,
  { assetClass, accountSize }: SubaccountRequest,
  { listed, newestBefore }: { listed: ListedSubaccount[]; newestBefore: number },
): Promise<ListedSubaccount[]> {
  const fitting = listed.filter(
    (row) =>
      row.subaccount_id > newestBefore &&
      row.asset_class === assetClass &&
      row.account_size === accountSize,
  );
  if (fitting.length === 0) return [];
  const ids = fitting.map((row) => row.subaccount_id);
  const recorded = await db
    .select({ id: propAccounts.subaccountId })
    .from(propAccounts)
    .where(
      and(
        eq(propAccounts.provider, "vanta"),
        eq(propAccounts.entity, entity),
        inArray(propAccounts.subaccountId, ids),
      ),
    );
  return fitting.filter((row) => !recorded.some(({ id }) => id === row.subaccount_id));
}

/** A gateway's subaccount as ours. Throws a VenueError for a hotkey that isn't this entity's and its own. */
export function toSubaccount(entity: string, found: CreatedSubaccount): Subaccount {
  const { subaccount_id, subaccount_uuid, synthetic_hotkey } = found;
  if (synthetic_hotkey !== `${entity}_${subaccount_id}`) {
    throw new VenueError(
      `The gateway gives subaccount ${subaccount_id} the hotkey ${synthetic_hotkey}, which is not this entity's.`,
      { next: "stop" },
    );
  }
  return {
    entity,
    subaccountId: subaccount_id,
    subaccountUuid: subaccount_uuid,
    syntheticHotkey: synthetic_hotkey,
  };
}

/**
 * Records a subaccount as an account's, closed or not. The database lets one be recorded once.
 * Throws a VenueError where it is another account's.
 */
export async function claim(db: Database, id: string, subaccount: Subaccount): Promise<void> {
  const { subaccountId } = subaccount;
  const ours = eq(propAccounts.id, id);
  const rows = await inTransaction(db, (tx) =>
    tellingStatus(tx, id, () =>
      tx
        .update(propAccounts)
        .set({ ...subaccount, provisioningError: null })
        .where(and(ours, isNull(propAccounts.subaccountId)))
        .returning({ id: propAccounts.id }),
    ),
  ).catch((error: unknown) => {
    if (violatedUnique(error) !== "prop_accounts_subaccount") throw error;
    throw new VenueError(`Subaccount ${subaccountId} is another account's already.`, {
      next: "stop",
      cause: error,
    });
  });
  if (rows.length === 0) {
    throw new VenueError(`The account had a subaccount before ${subaccountId} was recorded.`, {
      next: "retry",
      alarming: true,
    });
  }
}
