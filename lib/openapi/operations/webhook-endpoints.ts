import { z } from "zod";
import {
  deliveriesQuery,
  deliveryParams,
  deliveryView,
  endpointChanges,
  endpointInput,
  endpointParams,
  endpointsQuery,
  endpointView,
  endpointWithSecretView,
} from "@/lib/webhooks/schemas";
import { delivery, endpoint, endpointWithSecret, waiting } from "../examples/webhooks";
import type { Operation } from "../operation";

const shared = { tag: "Webhook endpoints", surface: "app" } as const;
const read = { ...shared, scope: "webhooks:read" } as const;
const write = { ...shared, scope: "webhooks:write" } as const;
const one = { params: endpointParams, ids: { id: "endpoint" } } as const;

/** Where an app is told of what happens. */
export const webhookEndpoints: Operation[] = [
  {
    ...write,
    id: "createWebhookEndpoint",
    route: "POST /api/v2/webhook-endpoints",
    summary: "Register an endpoint",
    description:
      "`*` stands for all events. The answer holds the `secret`, this once. The address must be https and lead to the public internet; only the sandbox takes others. Ports of other protocols, such as 25 or 6379, are rejected.",
    body: {
      schema: endpointInput,
      example: { url: endpoint.url, events: endpoint.events },
    },
    answers: {
      201: {
        description: "The endpoint with its secret.",
        schema: endpointWithSecretView,
        example: endpointWithSecret,
      },
    },
    effect: "Registers an endpoint of the app. What happens is posted to its address from now on.",
  },
  {
    ...read,
    id: "listWebhookEndpoints",
    route: "GET /api/v2/webhook-endpoints",
    summary: "List endpoints",
    description: "The app's endpoints, newest first; the next page is in the Link header.",
    query: endpointsQuery,
    paged: true,
    answers: {
      200: {
        description: "A page of endpoints.",
        schema: z.array(endpointView),
        example: [endpoint],
      },
    },
    ids: { cursor: "endpoint" },
  },
  {
    ...read,
    ...one,
    id: "getWebhookEndpoint",
    route: "GET /api/v2/webhook-endpoints/[id]",
    summary: "Get an endpoint",
    answers: { 200: { description: "The endpoint.", schema: endpointView, example: endpoint } },
    errors: ["NOT_FOUND"],
  },
  {
    ...write,
    ...one,
    id: "updateWebhookEndpoint",
    route: "PATCH /api/v2/webhook-endpoints/[id]",
    summary: "Change an endpoint",
    description: "What is left out stays. `enabled: true` takes up one that was disabled.",
    body: { schema: endpointChanges, example: { events: ["*"], enabled: true } },
    answers: {
      200: {
        description: "The endpoint as it is now.",
        schema: endpointView,
        example: { ...endpoint, events: ["*"] },
      },
    },
    errors: ["NOT_FOUND"],
    effect: "Changes the endpoint. Events that come from now on go by it.",
  },
  {
    ...write,
    ...one,
    id: "deleteWebhookEndpoint",
    route: "DELETE /api/v2/webhook-endpoints/[id]",
    summary: "Delete an endpoint",
    answers: { 204: { description: "It is gone, with its deliveries." } },
    errors: ["NOT_FOUND"],
    effect: "Deletes the endpoint and its deliveries. This can't be undone.",
  },
  {
    ...write,
    ...one,
    id: "rotateWebhookSecret",
    route: "POST /api/v2/webhook-endpoints/[id]/rotate-secret",
    summary: "Change an endpoint's secret",
    description:
      "The new secret is shown this once. For 24 hours each webhook bears signatures of both.",
    answers: {
      200: {
        description: "The endpoint with its new secret.",
        schema: endpointWithSecretView,
        example: {
          ...endpointWithSecret,
          previous_secret_expires_at: "2026-11-22T09:30:00.000Z",
        },
      },
    },
    errors: ["NOT_FOUND"],
    effect: "Gives the endpoint a new secret. The old one signs for 24 hours more.",
  },
  {
    ...write,
    ...one,
    id: "testWebhookEndpoint",
    route: "POST /api/v2/webhook-endpoints/[id]/test",
    summary: "Send a test event",
    description:
      "A `webhook.test`, in the way that every event goes. Its outcome is in the deliveries.",
    answers: {
      202: {
        description: "The delivery, which is on its way.",
        schema: deliveryView,
        example: { ...waiting, event_type: "webhook.test" },
      },
    },
    errors: ["NOT_FOUND", "INVALID_STATE"],
    effect: "Posts a webhook.test event to the endpoint's address.",
  },
  {
    ...read,
    ...one,
    id: "listWebhookDeliveries",
    route: "GET /api/v2/webhook-endpoints/[id]/deliveries",
    summary: "List an endpoint's deliveries",
    description:
      "Newest first, each with what the receiver answered last; the next page is in the Link header.",
    query: deliveriesQuery,
    paged: true,
    answers: {
      200: {
        description: "A page of deliveries.",
        schema: z.array(deliveryView),
        example: [delivery],
      },
    },
    errors: ["NOT_FOUND"],
  },
  {
    ...write,
    id: "redeliverWebhook",
    route: "POST /api/v2/webhook-endpoints/[id]/deliveries/[delivery_id]/redeliver",
    summary: "Send a delivery again",
    description: "Under the same `webhook-id`, as a delivery of its own.",
    params: deliveryParams,
    answers: {
      202: {
        description: "The new delivery, which is on its way.",
        schema: deliveryView,
        example: { ...waiting, redelivery_of: delivery.id },
      },
    },
    errors: ["NOT_FOUND", "INVALID_STATE"],
    effect: "Posts the event to the endpoint's address once more.",
    ids: { id: "endpoint", delivery_id: "delivery" },
  },
];
