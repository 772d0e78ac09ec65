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
import { newId } from "@/lib/core/ids";
import type { EventData, EventType } from "./event-data";
import { insertDelivery } from "./insert-delivery";

/** The customer of an event, and the app through which the change was made; by default the customer's own app. */
interface Subject {
  customerId: number;
  appId?: string | null;
}

/**
 * Stores an event in the transaction of its change, with a delivery and its job for each enabled endpoint that is
 * subscribed to it. Without subscribers nothing is stored: an endpoint gets the events from its creation on. Call
 * it once per change. If `data` is a function, it is called only if there are subscribers.
 */
export async function emit<T extends EventType>(
  tx: Transaction,
  type: T,
  subject: Subject,
  data: EventData[T] | (() => Promise<EventData[T]>),
): Promise<void> {
  const subscribers = await findSubscribers(tx, type, subject);
  const [first] = subscribers;
  if (!first) return;
  const eventData = typeof data === "function" ? await data() : data;
  const eventId = await insertEvent(tx, type, { user_id: first.userId, ...eventData });
  for (const { endpointId } of subscribers) await insertDelivery(tx, { endpointId, eventId });
}

/** Stores an event as the payload that each of its deliveries sends. */
export async function insertEvent(tx: Transaction, type: string, data: object): Promise<string> {
  const id = newId("evt");
  const payload = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
  await tx.insert(webhookEvents).values({ id, type, payload, about: subjectIds({ ...data }) });
  return id;
}

/** The ids by which the console finds the event. */
function subjectIds(data: Record<string, unknown>): string[] {
  const { payment_id, prop_account_id, purchase_id } = data;
  const purchase = purchase_id === undefined ? null : `purchase:${purchase_id}`;
  return [payment_id, prop_account_id, purchase].filter((id) => typeof id === "string");
}

const param = sql.placeholder;
/** The condition that an endpoint is subscribed to an event of a change that was made through `app`. */
const isSubscribed = (type: EventType | Placeholder, app: SQLWrapper) =>
  and(
    isNull(webhookEndpoints.disabledAt),
    isNull(apiApps.disabledAt),
    or(apiApps.firstParty, eq(apiApps.id, app)),
    arrayOverlaps(webhookEndpoints.events, sql`array[${type}, '*']::text[]`),
  );

/** The SQL condition that an event of a customer has subscribers. */
export const hasSubscribers = (type: EventType, customerId: SQLWrapper): SQL => sql`exists (
  select from ${webhookEndpoints} inner join ${apiApps} on ${eq(apiApps.id, webhookEndpoints.appId)}
  inner join ${customers} on ${eq(customers.id, customerId)} where ${isSubscribed(type, customers.appId)})`;

const subscribersOf = (app: SQLWrapper, name: string) =>
  once((db) =>
    db
      .select({ endpointId: webhookEndpoints.id, userId: customers.publicId })
      .from(webhookEndpoints)
      .innerJoin(apiApps, eq(apiApps.id, webhookEndpoints.appId))
      .innerJoin(customers, eq(customers.id, param("customer")))
      .where(isSubscribed(param("type"), app))
      .orderBy(webhookEndpoints.id)
      // An endpoint that is being deleted must not fail the change.
      .for("key share", { of: webhookEndpoints })
      .prepare(name),
  );
const subscribersOfApp = subscribersOf(sql`${param("app")}::text`, "subscribers-of-app");
const subscribersOfCustomersApp = subscribersOf(customers.appId, "subscribers-of-customers-app");

const findSubscribers = (
  tx: Transaction,
  type: EventType,
  { customerId: customer, appId }: Subject,
) =>
  appId === undefined
    ? subscribersOfCustomersApp(tx).execute({ customer, type })
    : subscribersOfApp(tx).execute({ customer, type, app: appId });
