import { and, asc, eq, sql } from "drizzle-orm";
import { once } from "@/db/prepare";
import { apiApps, webhookDeliveries, webhookEndpoints, webhookEvents } from "@/db/schema";
import type { Context } from "@/lib/context";
import { type Network, type Posted, post } from "./post";
import { recordAttempt } from "./record-attempt";
import { signedHeaders } from "./sign";

/**
 * Makes one attempt of a delivery that is due and writes what came of it, with the next attempt's job.
 * A worker that dies in between leaves it due, and it is sent again: at least once, under one `webhook-id`.
 */
export async function attemptDelivery(ctx: Context, due: Due, network?: Network): Promise<void> {
  const startedAt = Date.now();
  const posted = await send(due, network);
  const { delivery, endpoint } = due;
  await recordAttempt(ctx, due, posted, { durationMs: Date.now() - startedAt });
  ctx.log.info(
    {
      delivery_id: delivery.id,
      endpoint_id: endpoint.id,
      response_status: posted.responseStatus,
      problem: posted.error,
      detail: posted.detail,
    },
    "webhook sent",
  );
}

const isDue = and(
  eq(webhookDeliveries.status, "pending"),
  // One whose next attempt has its own, later job is not due.
  sql`${webhookDeliveries.nextAttemptAt} <= now()`,
);

const given = sql.placeholder;
const endpointOfDelivery = once((db) =>
  db
    .select({ endpointId: webhookDeliveries.endpointId })
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.id, given("id")))
    .prepare("endpoint-of-delivery"),
);

/** The endpoint of a delivery; null where it is gone. */
export async function endpointOf({ db }: Context, id: string): Promise<string | null> {
  const [found] = await endpointOfDelivery(db).execute({ id });
  return found?.endpointId ?? null;
}

const nextDue = once((db) =>
  db
    .select({
      delivery: webhookDeliveries,
      endpoint: webhookEndpoints,
      event: webhookEvents,
      appDisabledAt: apiApps.disabledAt,
    })
    .from(webhookDeliveries)
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
    .innerJoin(webhookEvents, eq(webhookEvents.id, webhookDeliveries.eventId))
    .innerJoin(apiApps, eq(apiApps.id, webhookEndpoints.appId))
    .where(and(eq(webhookDeliveries.endpointId, given("endpoint")), isDue))
    .orderBy(asc(webhookDeliveries.nextAttemptAt), asc(webhookDeliveries.id))
    .limit(1)
    .prepare("next-due-delivery"),
);

/** The delivery of an endpoint that has been due for the longest, with all that it takes; null where none is. */
export async function nextDueOf({ db }: Context, endpoint: string): Promise<Due | null> {
  const [found] = await nextDue(db).execute({ endpoint });
  return found ?? null;
}
export type Due = Awaited<ReturnType<ReturnType<typeof nextDue>["execute"]>>[number];

async function send(due: Due, network: Network | undefined): Promise<Posted & { over: boolean }> {
  const { endpoint, event, appDisabledAt } = due;
  const nothing = { responseStatus: null, responseBody: null };
  if (endpoint.disabledAt) return { ...nothing, error: "the endpoint is disabled", over: true };
  if (appDisabledAt) return { ...nothing, error: "the app is disabled", over: true };
  let headers: Record<string, string>;
  try {
    headers = signedHeaders(endpoint, event.id, event.payload, new Date());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...nothing, error: `the secret can't be read: ${reason}`, over: false };
  }
  return { ...(await post(endpoint.url, headers, event.payload, network)), over: false };
}
