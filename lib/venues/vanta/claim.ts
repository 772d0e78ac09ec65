import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "@/db/client";
import { violatedUnique } from "@/db/errors";
import { propAccounts } from "@/db/schema";
import {
  type RecordSubaccount,
  type Subaccount,
  type SubaccountRequest,
  VenueError,
} from "../port";
import type { PendingCreation } from "./pending-creation";
import type { CreatedSubaccount, ListedSubaccount } from "./schemas";
import type { VantaSettings } from "./settings";

/** The gateway, and the database that stores what was requested of it. */
export interface GatewayContext {
  db: Database;
  settings: VantaSettings;
  recordSubaccount: RecordSubaccount;
}

/** The listed subaccounts of the request's size and class that are newer than `newestBefore` and no account's. */
export async function findCandidates(
  { db, settings: { entity } }: GatewayContext,
  { assetClass, accountSize }: SubaccountRequest,
  { listed, newestBefore }: { listed: ListedSubaccount[]; newestBefore: number },
): Promise<ListedSubaccount[]> {
  const matching = listed.filter(
    (row) =>
      row.subaccount_id > newestBefore &&
      row.asset_class === assetClass &&
      row.account_size === accountSize,
  );
  if (matching.length === 0) return [];
  const ids = matching.map((row) => row.subaccount_id);
  const recorded = await db
    .select({ id: propAccounts.subaccountId })
    .from(propAccounts)
    .where(
      and(
        eq(propAccounts.venue, "vanta"),
        eq(propAccounts.entity, entity),
        inArray(propAccounts.subaccountId, ids),
      ),
    );
  return matching.filter((row) => !recorded.some(({ id }) => id === row.subaccount_id));
}

/** A gateway's subaccount in our own form. Throws a VenueError for a hotkey that isn't of this entity and this id. */
export function toSubaccount(entity: string, created: CreatedSubaccount): Subaccount {
  const { subaccount_id, subaccount_uuid, synthetic_hotkey } = created;
  if (synthetic_hotkey !== `${entity}_${subaccount_id}`) {
    throw new VenueError(
      `The hotkey of subaccount ${subaccount_id}, ${synthetic_hotkey}, doesn't belong to this entity.`,
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
export async function claim(
  { recordSubaccount }: GatewayContext,
  id: string,
  subaccount: Subaccount,
): Promise<void> {
  const { subaccountId } = subaccount;
  const isRecorded = await recordSubaccount(id, subaccount).catch((error: unknown) => {
    if (violatedUnique(error) !== "prop_accounts_subaccount") throw error;
    throw new VenueError(`Subaccount ${subaccountId} already belongs to another account.`, {
      next: "stop",
      cause: error,
    });
  });
  if (!isRecorded) {
    throw new VenueError(
      `The account already had a subaccount when ${subaccountId} was recorded.`,
      {
        next: "retry",
        needsAttention: true,
      },
    );
  }
}

/**
 * Records the subaccount that a pending creation made; null where the list has none. Where several could be its
 * own, that needs manual review. Throws a VenueError.
 */
export async function claimFromList(
  gateway: GatewayContext,
  request: SubaccountRequest,
  { newestBefore }: PendingCreation,
  listed: ListedSubaccount[],
): Promise<Subaccount | null> {
  const candidates = await findCandidates(gateway, request, { listed, newestBefore });
  const [candidate] = candidates;
  if (!candidate) return null;
  if (candidates.length > 1) {
    const ids = candidates.map((row) => row.subaccount_id).join(", ");
    throw new VenueError(
      `Subaccounts ${ids} are new. Check at the venue which one is this account's.`,
      {
        next: "stop",
      },
    );
  }
  const subaccount = toSubaccount(gateway.settings.entity, candidate);
  await claim(gateway, request.requestKey, subaccount);
  return subaccount;
}
