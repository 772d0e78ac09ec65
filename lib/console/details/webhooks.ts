import { asc, desc, eq } from "drizzle-orm";
import { apiApps, webhookDeliveries, webhookEndpoints, webhookEvents } from "@/db/schema";
import type { Context } from "@/lib/context";
import {
  type Found,
  idFact,
  inOrder,
  type ReadDetail,
  relatedRows,
  step,
  text,
  time,
} from "./detail";
import { pretty } from "./stripe-events";
import { auditSteps } from "./told";

/** Where an app wants to be told: how it goes, and the newest deliveries. */
export const readEndpoint: ReadDetail = async (ctx, id) => {
  const [found] = await ctx.db
    .select({ endpoint: webhookEndpoints, app: apiApps.name })
    .from(webhookEndpoints)
    .innerJoin(apiApps, eq(apiApps.id, webhookEndpoints.appId))
    .where(eq(webhookEndpoints.id, id));
  if (!found) return null;
  const { endpoint, app } = found;
  return {
    title: endpoint.url,
    lead: endpoint.description ?? `Endpoint of ${app}`,
    status: endpoint.disabledAt ? "disabled" : endpoint.failingSince ? "failing" : "enabled",
    notice: endpoint.disabledReason,
    facts: [
      {
        title: "About this endpoint",
        facts: [
          idFact("App", endpoint.appId),
          text("Name of the app", app),
          text("Events", endpoint.events.join(", ")),
          time("Failing since", endpoint.failingSince),
          text("Not delivered", endpoint.failingSince && (await undelivered(ctx, id))),
          time("Disabled", endpoint.disabledAt),
          time("Old secret signs until", endpoint.previousSecretUntil),
          time("Made", endpoint.createdAt),
        ],
      },
    ],
    related: [await relatedRows(ctx, "Deliveries", "deliveries", { endpoint: id })],
  } satisfies Found;
};

// What an endpoint's health is told by; its index finds them.
const NEWEST = 50;

/** `3 of the newest 50`: the deliveries whose last try failed, whether another one follows or not. */
async function undelivered({ db }: Context, id: string): Promise<string> {
  const newest = await db
    .select({ error: webhookDeliveries.error })
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.endpointId, id))
    .orderBy(desc(webhookDeliveries.id))
    .limit(NEWEST);
  const failed = newest.filter(({ error }) => error !== null).length;
  return `${failed} of the newest ${newest.length}`;
}

/** One delivery: what was sent, what came back, when it is tried again, and who sent it again. */
export const readDelivery: ReadDetail = async (ctx, id) => {
  const [found] = await ctx.db
    .select({ delivery: webhookDeliveries, event: webhookEvents, endpoint: webhookEndpoints })
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
    .where(eq(webhookDeliveries.id, id));
  if (!found) return null;
  const { delivery, event, endpoint } = found;
  const [again, done] = await Promise.all([
    ctx.db
      .select()
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.eventId, event.id))
      .orderBy(asc(webhookDeliveries.id)),
    auditSteps(ctx, [["delivery", id]]),
  ]);
  const others = again.filter((row) => row.id !== id && row.endpointId === endpoint.id);
  const shown = (status: string) => (status === "succeeded" ? "delivered" : status);
  return {
    title: event.type,
    lead: `To ${endpoint.url}`,
    status: shown(delivery.status),
    notice: delivery.error,
    facts: [
      {
        title: "About this delivery",
        facts: [
          idFact("Endpoint", endpoint.id),
          text("webhook-id", event.id),
          text("Tries", delivery.attempts),
          text("Last answer", delivery.responseStatus),
          text("Took", delivery.durationMs === null ? null : `${delivery.durationMs} ms`),
          time("Last tried", delivery.lastAttemptAt),
          time("Next try", delivery.nextAttemptAt),
          idFact("Sent again from", delivery.redeliveryOf),
        ],
      },
    ],
    evidence: [
      { title: "What is sent", text: pretty(event.payload) },
      ...(delivery.responseBody ? [{ title: "What came back", text: delivery.responseBody }] : []),
    ],
    steps: inOrder(
      [step(event.createdAt, event.type, "happened")],
      [step(delivery.createdAt, "delivery made", "the event", { status: "pending" })],
      delivery.lastAttemptAt
        ? [
            step(delivery.lastAttemptAt, "last try", "the receiver", {
              status: shown(delivery.status),
            }),
          ]
        : [],
      others.map((row) =>
        step(row.createdAt, "another delivery of it", "by hand", {
          id: row.id,
          status: shown(row.status),
          ids: [{ label: "delivery", id: row.id, list: "deliveries" }],
        }),
      ),
      done,
    ),
    actions: endpoint.disabledAt ? [] : [{ action: "delivery.redeliver", input: { id } }],
  } satisfies Found;
};
