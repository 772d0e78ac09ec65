import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { pageQuery } from "@/lib/http/page-query";
import { eventTypes } from "./event-data";

export { type EventData, type EventType, eventData, eventTypes } from "./event-data";

/** How deliveries are made, in numbers. */
export interface DeliveryRules {
  /** The wait between each failed attempt and the next one. */
  retrySeconds: readonly number[];
  /** The time of an attempt, from the look-up of the host name to the end of the response. */
  timeoutSeconds: number;
  /** An endpoint to which nothing could be delivered for this long is disabled. */
  disableAfterDays: number;
  /** How long the previous secret still signs after a rotation. */
  rotationHours: number;
}

/** The event by which an app tests an endpoint: it can't be subscribed to, and `*` doesn't include it. */
export const TEST_EVENT = "webhook.test";

const eventNames = z
  .array(z.enum([...eventTypes, "*"], `must be one of ${eventTypes.join(", ")}, *`))
  .min(1, "must name at least one event")
  .max(eventTypes.length + 1)
  .transform((names) => [...new Set(names)]);
const url = z.string().min(1).max(2_048);
const description = z.string().max(500).nullable();

export const endpointInput = z.strictObject({
  url: url.meta({ description: "The URL." }),
  events: eventNames.meta(fieldMeta.webhookEvents),
  description: description.default(null).meta(fieldMeta.text),
});
export type EndpointInput = z.output<typeof endpointInput>;

export const endpointChanges = z.strictObject({
  url: url.optional().meta({ description: "The URL." }),
  events: eventNames.optional().meta(fieldMeta.webhookEvents),
  description: description.optional().meta(fieldMeta.text),
  /** True enables an endpoint again, whether it was disabled automatically or by its app. */
  enabled: z.boolean().optional().meta({ description: "Whether events are sent to the endpoint." }),
});
export type EndpointChanges = z.output<typeof endpointChanges>;

const id = z.string().min(1).max(100);
export const endpointParams = z.object({ id: id.meta({ description: "The ID." }) });
export const deliveryParams = z.object({
  id: id.meta({ description: "The ID." }),
  delivery_id: id.meta({ description: "The delivery's ID." }),
});

export const endpointsQuery = pageQuery("we");
export const deliveryStatuses = ["pending", "succeeded", "failed"] as const;
export const deliveriesQuery = pageQuery("whd").extend({
  status: z.enum(deliveryStatuses).optional().meta({ description: "The status." }),
});
export type DeliveriesInput = z.output<typeof deliveriesQuery>;

const time = z.iso.datetime();

export const endpointView = z.object({
  id: z.string().meta({ description: "The ID." }),
  url: z.string().meta({ description: "The URL." }),
  events: z.array(z.string()).meta(fieldMeta.webhookEvents),
  description: z.string().nullable().meta(fieldMeta.text),
  enabled: z.boolean().meta({ description: "Whether events are sent to the endpoint." }),
  disabled_at: time
    .nullable()
    .meta({ description: "When the endpoint was disabled; null while it's enabled." }),
  disabled_reason: z.string().nullable().meta({ description: "Why the endpoint was disabled." }),
  /** The time of the first failure after the last successful delivery. */
  failing_since: time
    .nullable()
    .meta({ description: "When deliveries started failing; null if the last one succeeded." }),
  /** Until then deliveries are also signed with the previous secret. */
  previous_secret_expires_at: time
    .nullable()
    .meta({ description: "Until this time, webhooks are also signed with the previous secret." }),
  created_at: time.meta(fieldMeta.createdAt),
});
export type EndpointView = z.output<typeof endpointView>;

/** An endpoint with its secret: the response to creation and rotation, and to no other request. */
export const endpointWithSecretView = endpointView.extend({
  secret: z.string().meta(fieldMeta.signingSecret),
});
export type EndpointWithSecretView = z.output<typeof endpointWithSecretView>;

export const deliveryView = z.object({
  id: z.string().meta({ description: "The ID." }),
  endpoint_id: z.string().meta({ description: "The endpoint it's sent to." }),
  /** The `webhook-id` that the receiver sees. */
  event_id: z.string().meta({ description: "The webhook-id header sent to the endpoint." }),
  event_type: z.string().meta({ description: "The event type." }),
  redelivery_of: z
    .string()
    .nullable()
    .meta({ description: "The delivery that this one resends; null for the first." }),
  status: z.enum(deliveryStatuses).meta({ description: "pending, succeeded or failed." }),
  attempts: z.number().int().meta({ description: "Number of attempts so far." }),
  response_status: z
    .number()
    .int()
    .nullable()
    .meta({ description: "HTTP status of your endpoint's last response; null if there was none." }),
  /** The beginning of the response to the last attempt. */
  response_body: z
    .string()
    .nullable()
    .meta({ description: "The beginning of your endpoint's last response." }),
  error: z
    .string()
    .nullable()
    .meta({ description: "Why the last attempt failed; null if it didn't." }),
  duration_ms: z
    .number()
    .int()
    .nullable()
    .meta({ description: "How long the request took, in milliseconds." }),
  created_at: time.meta(fieldMeta.createdAt),
  last_attempt_at: time
    .nullable()
    .meta({ description: "When it was last sent; null before the first attempt." }),
  next_attempt_at: time
    .nullable()
    .meta({ description: "When the next attempt is due; null if there is none." }),
});
export type DeliveryView = z.output<typeof deliveryView>;
