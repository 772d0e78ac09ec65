import {
  and,
  arrayOverlaps,
  eq,
  isNull,
  or,
  type Placeholder,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { once } from "@/db/prepare";
import { apiApps, customers, webhookEndpoints, webhookEvents } from "@/db/schema";
import { newId } from "@/lib/ids";
import type { EventData } from "./event-data";
import { insertDelivery } from "./insert-delivery";
import type { EventType } from "./schemas";

/** Whose it happened to, and the app that it came through; without one, the customer's own. */
interface Subject {
  customerId: number;
  appId?: string | null;
}

/**
 * Tells of something in the transaction of the change: the event, and a delivery with its job for each
 * enabled endpoint that listens. Where nobody does, nothing is kept: who comes later hears of what
 * happens from then on. Call it once per change. `data` may be a function, which is asked only if
 * somebody listens.
 */
export async function emit<T extends EventType>(
  tx: Transaction,
  type: T,
  subject: Subject,
  data: EventData[T] | (() => Promise<EventData[T]>),
): Promise<void> {
  const listeners = await listenersOf(tx, type, subject);
  const [first] = listeners;
  if (!first) return;
  const { userId } = first;
  const told = typeof data === "function" ? await data() : data;
  const eventId = await insertEvent(tx, type, { user_id: userId, ...told });
  for (const { endpointId } of listeners) await insertDelivery(tx, { endpointId, eventId });
}

/** Stores an event as the envelope that every delivery of it sends. */
export async function insertEvent(tx: Transaction, type: string, data: object): Promise<string> {
  const id = newId("evt");
  const payload = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
  await tx.insert(webhookEvents).values({ id, type, payload, about: aboutOf({ ...data }) });
  return id;
}

/** The ids by which the console finds the event. */
function aboutOf(data: Record<string, unknown>): string[] {
  const { payment_id, prop_account_id, purchase_id } = data;
  const purchase = purchase_id === undefined ? null : `purchase:${purchase_id}`;
  return [payment_id, prop_account_id, purchase].filter((id) => typeof id === "string");
}

const given = sql.placeholder;
/** Which endpoints hear of something that came through an app. */
const hears = (type: EventType | Placeholder, app: SQLWrapper) =>
  and(
    isNull(webhookEndpoints.disabledAt),
    isNull(apiApps.disabledAt),
    or(apiApps.firstParty, eq(apiApps.id, app)),
    arrayOverlaps(webhookEndpoints.events, sql`array[${type}, '*']::text[]`),
  );

/** Whether anybody would be told of this of a customer, as a condition in a statement. */
export const isHeard = (type: EventType, customerId: SQLWrapper): SQL => sql`exists (
  select from ${webhookEndpoints} inner join ${apiApps} on ${eq(apiApps.id, webhookEndpoints.appId)}
  inner join ${customers} on ${eq(customers.id, customerId)} where ${hears(type, customers.appId)})`;

const listenersThrough = (app: SQLWrapper, name: string) =>
  once((db) =>
    db
      .select({ endpointId: webhookEndpoints.id, userId: customers.publicId })
      .from(webhookEndpoints)
      .innerJoin(apiApps, eq(apiApps.id, webhookEndpoints.appId))
      .innerJoin(customers, eq(customers.id, given("customer")))
      .where(hears(given("type"), app))
      .orderBy(webhookEndpoints.id)
      // An endpoint that is deleted at this moment must not fail the change that is told of.
      .for("key share", { of: webhookEndpoints })
      .prepare(name),
  );
const ofItsApp = listenersThrough(sql`${given("app")}::text`, "listeners");
const ofCustomersApp = listenersThrough(customers.appId, "listeners-of-customers-app");

const listenersOf = (tx: Transaction, type: EventType, { customerId: customer, appId }: Subject) =>
  appId === undefined
    ? ofCustomersApp(tx).execute({ customer, type })
    : ofItsApp(tx).execute({ customer, type, app: appId });
