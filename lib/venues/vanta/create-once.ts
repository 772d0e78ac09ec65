import { eq } from "drizzle-orm";
import { propAccounts } from "@/db/schema";
import { log } from "@/lib/core/log";
import { subaccountOf } from "../account";
import { type Subaccount, type SubaccountRequest, VenueError } from "../port";
import { claim, claimFromList, findCandidates, type GatewayContext, toSubaccount } from "./claim";
import { type CreationResult, createSubaccount, listSubaccounts } from "./gateway";
import {
  mayTakeEffect,
  type PendingCreation,
  pendingCreationOf,
  savePendingCreation,
  unknownResultError,
} from "./pending-creation";
import { requireTurn } from "./require-turn";
import type { CreatedSubaccount, ListedSubaccount } from "./schemas";

/**
 * Creates a request's subaccount at a gateway that has no idempotency key, and records it. A subaccount that an
 * earlier try created is looked up first; a new one is requested only when that can't come any more.
 * Throws a VenueError. The entity is locked.
 */
export async function createOnce(
  gateway: GatewayContext,
  request: SubaccountRequest,
): Promise<Subaccount> {
  const { db, settings } = gateway;
  const { recorded, pending: earlier } = await readCreation(gateway, request);
  if (recorded) return recorded;
  await requireTurn(gateway, request, earlier);
  const listed = await listSubaccounts(settings);
  if (earlier) {
    const claimed = await claimFromList(gateway, request, earlier, listed);
    if (claimed) return claimed;
    if (mayTakeEffect(earlier)) throw unknownResultError(earlier);
  }
  const pending = {
    newestBefore: earlier?.newestBefore ?? newestIdIn(listed),
    retryFrom: new Date(Date.now() + settings.timeoutMs + settings.settleMs),
  };
  await savePendingCreation(db, request.requestKey, settings.entity, pending);
  const result = await createSubaccount(settings, request);
  if (result.kind === "created") {
    return claimCreated(gateway, request, pending, result.subaccount);
  }
  return resolve(gateway, request, { pending, earlier, result });
}

/**
 * The subaccount that was created for a request already, recorded now if it wasn't; null where there is none.
 * Reads the gateway's list, and only where a creation is pending. Throws a VenueError while the subaccount may
 * still come, or a new one could be another account's. The entity is locked.
 */
export async function findCreated(
  gateway: GatewayContext,
  request: SubaccountRequest,
): Promise<Subaccount | null> {
  const { recorded, pending } = await readCreation(gateway, request);
  if (recorded || !pending) return recorded;
  await requireTurn(gateway, request, pending);
  const listed = await listSubaccounts(gateway.settings);
  const claimed = await claimFromList(gateway, request, pending, listed);
  if (!claimed && mayTakeEffect(pending)) throw unknownResultError(pending);
  return claimed;
}

/** A request's recorded subaccount, its pending creation, or neither. */
export async function readCreation(
  { db }: GatewayContext,
  { requestKey }: SubaccountRequest,
): Promise<{ recorded: Subaccount | null; pending: PendingCreation | null }> {
  const [row] = await db.select().from(propAccounts).where(eq(propAccounts.id, requestKey));
  if (!row) throw new Error(`prop account ${requestKey} is gone`);
  return { recorded: subaccountOf(row), pending: pendingCreationOf(row) };
}

const newestIdIn = (listed: ListedSubaccount[]) =>
  listed.reduce((newest, { subaccount_id }) => Math.max(newest, subaccount_id), -1);

interface Unresolved {
  pending: PendingCreation;
  earlier: PendingCreation | null;
  result: Exclude<CreationResult, { kind: "created" }>;
}

/** After a response without a subaccount, or none: stores the new state, and looks whether it was created all the same. */
async function resolve(
  gateway: GatewayContext,
  request: SubaccountRequest,
  { pending, earlier, result }: Unresolved,
): Promise<Subaccount> {
  const { db, settings } = gateway;
  const save = (state: PendingCreation | null) =>
    savePendingCreation(db, request.requestKey, settings.entity, state);
  if (result.kind === "not_created") {
    // A subaccount that an earlier request creates late is still looked for.
    await save(earlier && { ...pending, retryFrom: new Date() });
    throw result.error;
  }
  const state = result.hasEnded ? { ...pending, retryFrom: new Date() } : pending;
  if (result.hasEnded) await save(state);
  const listed = await listSubaccounts(settings);
  const claimed = await claimFromList(gateway, request, state, listed);
  if (!claimed) throw result.error;
  return claimed;
}

/**
 * Records the subaccount that a response names, where the list has it as new, no account's, and of the right
 * size and class. Once the gateway has said that it created one, another is requested after manual review only.
 */
async function claimCreated(
  gateway: GatewayContext,
  request: SubaccountRequest,
  { newestBefore }: PendingCreation,
  created: CreatedSubaccount,
): Promise<Subaccount> {
  const { db, settings } = gateway;
  const pending = { newestBefore, retryFrom: null };
  await savePendingCreation(db, request.requestKey, settings.entity, pending);
  const subaccount = toSubaccount(settings.entity, created);
  const listed = await listSubaccounts(settings);
  const isCreated = (row: CreatedSubaccount) => row.subaccount_id === created.subaccount_id;
  const inList = listed.find(isCreated);
  if (!inList) throw unknownResultError(pending);
  const candidates = await findCandidates(gateway, request, { listed, newestBefore });
  if (!candidates.some(isCreated) || inList.subaccount_uuid !== created.subaccount_uuid) {
    throw new VenueError(
      `The gateway responded with subaccount ${created.subaccount_id}, which isn't a new one of this size and asset class.`,
      { next: "stop" },
    );
  }
  await claim(gateway, request.requestKey, subaccount);
  const surplus = candidates.filter((row) => !isCreated(row)).map((row) => row.subaccount_id);
  if (surplus.length > 0) {
    log().error(
      { prop_account_id: request.requestKey, subaccount_ids: surplus },
      "venue.unrequested_subaccounts",
    );
  }
  return subaccount;
}
