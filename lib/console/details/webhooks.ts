import { asc, desc, eq } from "drizzle-orm";
import { apiApps, webhookDeliveries, webhookEndpoints, webhookEvents } from "@/db/schema";
import type { Context } from "@/lib/core/context";
import { auditSteps } from "./activity-steps";
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

/** A webhook endpoint: its health and its newest deliveries. */
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
        title: "Details",
        facts: [
          idFact("App ID", endpoint.appId),
          text("App", app),
          text("Events", endpoint.events.includes("*") ? "All events" : endpoint.events.join(", ")),
          time("Failing since", endpoint.failingSince),
          text("Failed deliveries", endpoint.failingSince && (await undelivered(ctx, id))),
          time("Disabled", endpoint.disabledAt),
          time("Previous secret expires", endpoint.previousSecretUntil),
          time("Created", endpoint.createdAt),
        ],
      },
    ],
    related: [await relatedRows(ctx, "Deliveries", "deliveries", { endpoint: id })],
  } satisfies Found;
};

// An endpoint's health follows from this condition, which matches an index.
const NEWEST = 50;

/** `3 of the last 50`: deliveries whose last attempt failed, whether another attempt follows or not. */
async function undelivered({ db }: Context, id: string): Promise<string> {
  const newest = await db
    .select({ error: webhookDeliveries.error })
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.endpointId, id))
    .orderBy(desc(webhookDeliveries.id))
    .limit(NEWEST);
  const failed = newest.filter(({ error }) => error !== null).length;
  return `${failed} of the last ${newest.length}`;
}

/** One delivery: what was sent, the response, the next attempt, and who resent it. */
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
    notice: delivery.error && `The last attempt failed: ${delivery.error}`,
    facts: [
      {
        title: "Details",
        facts: [
          idFact("Endpoint", endpoint.id),
          text("webhook-id", event.id),
          text("Attempts", delivery.attempts),
          text("Last response", delivery.responseStatus),
          text("Duration", delivery.durationMs === null ? null : `${delivery.durationMs} ms`),
          time("Last attempt", delivery.lastAttemptAt),
          time("Next attempt", delivery.nextAttemptAt),
          idFact("Resent from", delivery.redeliveryOf),
        ],
      },
    ],
    evidence: [
      { title: "Request body", text: pretty(event.payload) },
      ...(delivery.responseBody ? [{ title: "Response body", text: delivery.responseBody }] : []),
    ],
    steps: inOrder(
      [
        step(event.createdAt, "", "Propdesk", {
          what: { kind: "webhook", event: event.type },
          code: event.type,
        }),
      ],
      [step(delivery.createdAt, "Delivery created", "Propdesk", { status: "pending" })],
      delivery.lastAttemptAt
        ? [
            step(delivery.lastAttemptAt, "Last attempt", "Receiver", {
              status: shown(delivery.status),
            }),
          ]
        : [],
      others.map((row) =>
        step(row.createdAt, row.redeliveryOf ? "Resent" : "First delivery", "Propdesk", {
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
