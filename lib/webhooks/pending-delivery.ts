import { and, asc, eq, sql } from "drizzle-orm";
import { once } from "@/db/prepare";
import { apiApps, webhookDeliveries, webhookEndpoints, webhookEvents } from "@/db/schema";
import type { Context } from "@/lib/core/context";

const param = sql.placeholder;
const endpointIdOfDelivery = once((db) =>
  db
    .select({ endpointId: webhookDeliveries.endpointId })
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.id, param("id")))
    .prepare("endpoint-id-of-delivery"),
);

/** The id of the endpoint that a delivery goes to; null if the delivery was deleted. */
export async function readEndpointId({ db }: Context, deliveryId: string): Promise<string | null> {
  const [found] = await endpointIdOfDelivery(db).execute({ id: deliveryId });
  return found?.endpointId ?? null;
}

const isPending = and(
  eq(webhookDeliveries.status, "pending"),
  // A delivery that is retried later has a later job for that.
  sql`${webhookDeliveries.nextAttemptAt} <= now()`,
);

const pendingDeliveryByEndpoint = once((db) =>
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
    .where(and(eq(webhookDeliveries.endpointId, param("endpointId")), isPending))
    .orderBy(asc(webhookDeliveries.nextAttemptAt), asc(webhookDeliveries.id))
    .limit(1)
    .prepare("pending-delivery-by-endpoint"),
);

/** A delivery whose next attempt may be made now, with its endpoint and its event. */
export type PendingDelivery = Awaited<
  ReturnType<ReturnType<typeof pendingDeliveryByEndpoint>["execute"]>
>[number];

/** The delivery of an endpoint that has been pending for the longest; null if none is. */
export async function nextPendingDelivery(
  { db }: Context,
  endpointId: string,
): Promise<PendingDelivery | null> {
  const [found] = await pendingDeliveryByEndpoint(db).execute({ endpointId });
  return found ?? null;
}
