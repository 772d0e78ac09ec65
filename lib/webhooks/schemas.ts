import { z } from "zod";
import { pageQuery } from "@/lib/http/page-query";

export { type EventData, eventData } from "./event-data";

/** What can happen and be told. Each one's data is in `event-data.ts`. */
export const eventTypes = [
  "payment.succeeded",
  "payment.failed",
  "payment.refunded",
  "payment.disputed",
  "prop_account.active",
  "prop_account.provisioning_failed",
  "prop_account.suspended",
  "prop_account.closed",
  "challenge.purchased",
  "challenge.purchase_failed",
  "challenge.suspended",
  "challenge.reinstated",
  "challenge.ended",
] as const;
export type EventType = (typeof eventTypes)[number];

/** How deliveries are made, in numbers. */
export interface DeliveryRules {
  /** The wait after each attempt that failed. */
  retrySeconds: readonly number[];
  timeoutSeconds: number;
  disableAfterDays: number;
  rotationHours: number;
}

/** What an app sends itself to try an endpoint: no subscription names it, `*` doesn't mean it. */
export const TEST_EVENT = "webhook.test";

const eventNames = z
  .array(z.enum([...eventTypes, "*"], `must be one of ${eventTypes.join(", ")}, *`))
  .min(1, "must name at least one event")
  .max(eventTypes.length + 1)
  .transform((names) => [...new Set(names)]);
const url = z.string().min(1).max(2_048);
const description = z.string().max(500).nullable();

export const endpointInput = z.strictObject({
  url,
  events: eventNames,
  description: description.default(null),
});
export type EndpointInput = z.output<typeof endpointInput>;

export const endpointChanges = z.strictObject({
  url: url.optional(),
  events: eventNames.optional(),
  description: description.optional(),
  /** True takes up an endpoint that was disabled, by itself or by hand. */
  enabled: z.boolean().optional(),
});
export type EndpointChanges = z.output<typeof endpointChanges>;

const id = z.string().min(1).max(100);
export const endpointParams = z.object({ id });
export const deliveryParams = z.object({ id, delivery_id: id });

export const endpointsQuery = pageQuery("we");
export const deliveryStatuses = ["pending", "succeeded", "failed"] as const;
export const deliveriesQuery = pageQuery("whd").extend({
  status: z.enum(deliveryStatuses).optional(),
});
export type DeliveriesInput = z.output<typeof deliveriesQuery>;

const time = z.iso.datetime();

export const endpointView = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  description: z.string().nullable(),
  enabled: z.boolean(),
  disabled_at: time.nullable(),
  disabled_reason: z.string().nullable(),
  /** The first failure after which nothing was delivered any more. */
  failing_since: time.nullable(),
  /** Until then deliveries are signed with the secret before the last rotation as well. */
  previous_secret_expires_at: time.nullable(),
  created_at: time,
});
export type EndpointView = z.output<typeof endpointView>;

/** The only answers that hold the secret: those of creation and rotation. */
export const endpointWithSecretView = endpointView.extend({ secret: z.string() });
export type EndpointWithSecretView = z.output<typeof endpointWithSecretView>;

export const deliveryView = z.object({
  id: z.string(),
  endpoint_id: z.string(),
  /** What the receiver sees as `webhook-id`. */
  event_id: z.string(),
  event_type: z.string(),
  redelivery_of: z.string().nullable(),
  status: z.enum(deliveryStatuses),
  attempts: z.number().int(),
  response_status: z.number().int().nullable(),
  /** The beginning of what the receiver answered to the last attempt. */
  response_body: z.string().nullable(),
  error: z.string().nullable(),
  duration_ms: z.number().int().nullable(),
  created_at: time,
  last_attempt_at: time.nullable(),
  next_attempt_at: time.nullable(),
});
export type DeliveryView = z.output<typeof deliveryView>;
