import { z } from "zod";
import { operation } from "@/lib/http/operation";
import { listResponse } from "@/lib/http/pagination";
import { createEndpoint } from "./create-endpoint";
import { deleteEndpoint } from "./delete-endpoint";
import { listDeliveries } from "./deliveries";
import { delivery, endpoint, endpointWithSecret, pendingDelivery } from "./examples";
import { getEndpoint, listEndpoints } from "./read-endpoints";
import { redeliver } from "./redeliver";
import { rotateSecret } from "./rotate-secret";
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
} from "./schemas";
import { sendTest } from "./send-test";
import { updateEndpoint } from "./update-endpoint";

const shared = { tag: "Webhook endpoints", surface: "app" } as const;
const read = { ...shared, scope: "webhooks:read" } as const;
const write = { ...shared, scope: "webhooks:write" } as const;
const one = { params: endpointParams, ids: { id: "endpoint" } } as const;

/** Webhook endpoints and their deliveries. */
export const operations = {
  createWebhookEndpoint: operation({
    ...write,
    route: "POST /api/v2/webhook-endpoints",
    summary: "Register an endpoint",
    description:
      "Use `*` to subscribe to all events. The response contains the `secret`, which is only shown once. The URL must be public and use HTTPS; in the sandbox, HTTP and localhost are also allowed. Ports of other protocols, such as 25 or 6379, are rejected.",
    body: {
      schema: endpointInput,
      example: { url: endpoint.url, events: endpoint.events },
    },
    responses: {
      201: {
        description: "The endpoint with its secret.",
        schema: endpointWithSecretView,
        example: endpointWithSecret,
      },
    },
    errors: ["INVALID_STATE"],
    effect: "Registers an endpoint for the app. New events are sent to its URL.",
    run: (ctx, { body }) => createEndpoint(ctx, body),
  }),
  listWebhookEndpoints: operation({
    ...read,
    route: "GET /api/v2/webhook-endpoints",
    summary: "List endpoints",
    description:
      "Lists the app's endpoints, newest first. The next page's URL is in the Link header.",
    query: endpointsQuery,
    isPaginated: true,
    responses: {
      200: {
        description: "A page of endpoints.",
        schema: z.array(endpointView),
        example: [endpoint],
      },
    },
    ids: { cursor: "endpoint" },
    run: async (ctx, { request, query }) => listResponse(request, await listEndpoints(ctx, query)),
  }),
  getWebhookEndpoint: operation({
    ...read,
    ...one,
    route: "GET /api/v2/webhook-endpoints/[id]",
    summary: "Get an endpoint",
    responses: { 200: { description: "The endpoint.", schema: endpointView, example: endpoint } },
    errors: ["NOT_FOUND"],
    run: (ctx, { params }) => getEndpoint(ctx, params.id),
  }),
  updateWebhookEndpoint: operation({
    ...write,
    ...one,
    route: "PATCH /api/v2/webhook-endpoints/[id]",
    summary: "Update an endpoint",
    description: "Omitted fields keep their value. Set `enabled` to true to re-enable an endpoint.",
    body: { schema: endpointChanges, example: { events: ["*"], enabled: true } },
    responses: {
      200: {
        description: "The updated endpoint.",
        schema: endpointView,
        example: { ...endpoint, events: ["*"] },
      },
    },
    errors: ["NOT_FOUND"],
    effect: "Updates the endpoint. The changes apply to new events.",
    run: (ctx, { params, body }) => updateEndpoint(ctx, params.id, body),
  }),
  deleteWebhookEndpoint: operation({
    ...write,
    ...one,
    route: "DELETE /api/v2/webhook-endpoints/[id]",
    summary: "Delete an endpoint",
    responses: { 204: { description: "The endpoint and its deliveries have been deleted." } },
    errors: ["NOT_FOUND"],
    effect: "Deletes the endpoint and its deliveries. This can't be undone.",
    run: (ctx, { params }) => deleteEndpoint(ctx, params.id),
  }),
  rotateWebhookSecret: operation({
    ...write,
    ...one,
    route: "POST /api/v2/webhook-endpoints/[id]/rotate-secret",
    summary: "Rotate an endpoint's secret",
    description:
      "The new secret is only shown once. For 24 hours, webhooks are signed with both secrets.",
    responses: {
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
    effect: "Creates a new secret. Webhooks are also signed with the old one for 24 hours.",
    run: (ctx, { params }) => rotateSecret(ctx, params.id),
  }),
  testWebhookEndpoint: operation({
    ...write,
    ...one,
    route: "POST /api/v2/webhook-endpoints/[id]/test",
    summary: "Send a test event",
    description:
      "Sends a `webhook.test` event like any other event. Check its result in the deliveries.",
    responses: {
      202: {
        description: "The pending delivery.",
        schema: deliveryView,
        example: { ...pendingDelivery, event_type: "webhook.test" },
      },
    },
    errors: ["NOT_FOUND", "INVALID_STATE"],
    effect: "Sends a webhook.test event to the endpoint's URL.",
    run: (ctx, { params }) => sendTest(ctx, params.id),
  }),
  listWebhookDeliveries: operation({
    ...read,
    ...one,
    route: "GET /api/v2/webhook-endpoints/[id]/deliveries",
    summary: "List an endpoint's deliveries",
    description:
      "Lists deliveries, newest first, with your endpoint's last response. The next page's URL is in the Link header.",
    query: deliveriesQuery,
    isPaginated: true,
    responses: {
      200: {
        description: "A page of deliveries.",
        schema: z.array(deliveryView),
        example: [delivery],
      },
    },
    errors: ["NOT_FOUND"],
    run: async (ctx, { request, params, query }) =>
      listResponse(request, await listDeliveries(ctx, params.id, query)),
  }),
  redeliverWebhook: operation({
    ...write,
    route: "POST /api/v2/webhook-endpoints/[id]/deliveries/[delivery_id]/redeliver",
    summary: "Resend a delivery",
    description: "Creates a new delivery with the same `webhook-id`.",
    params: deliveryParams,
    responses: {
      202: {
        description: "The new pending delivery.",
        schema: deliveryView,
        example: { ...pendingDelivery, redelivery_of: delivery.id },
      },
    },
    errors: ["NOT_FOUND", "INVALID_STATE"],
    effect: "Sends the event to the endpoint's URL again.",
    ids: { id: "endpoint", delivery_id: "delivery" },
    run: (ctx, { params }) => redeliver(ctx, params.id, params.delivery_id),
  }),
};
