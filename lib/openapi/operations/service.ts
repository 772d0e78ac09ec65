import { z } from "zod";
import type { Operation } from "../operation";

const part = z.enum(["ok", "away", "not migrated", "not running"]);
const healthView = z.object({
  status: z.enum(["ok", "unavailable"]),
  database: part,
  worker: part,
  stripe: z.object({ mode: z.enum(["sandbox", "test", "live"]), state: part.optional() }),
});
const healthy = {
  status: "ok",
  database: "ok",
  worker: "ok",
  stripe: { mode: "live" },
};

/** The service itself. */
export const service: Operation[] = [
  {
    id: "getHealth",
    route: "GET /api/health",
    tag: "Service",
    summary: "Get the service's health",
    description:
      "For load balancers and monitors: 200 when the database is migrated and a worker takes jobs, 503 with the same body when not.",
    surface: "public",
    answers: { 200: { description: "All is well.", schema: healthView, example: healthy } },
    otherErrors: {
      503: {
        description: "A part that purchases need is away.",
        schema: healthView,
        example: { ...healthy, status: "unavailable", worker: "not running" },
      },
    },
  },
  {
    id: "getMetrics",
    route: "GET /api/metrics",
    tag: "Service",
    summary: "Get metrics",
    description:
      "In Prometheus' text format. Needs the bearer token that the firm has set; without such a setting there is nothing at this address. In development it is open.",
    surface: "public",
    security: [{ metrics: [] }],
    answers: { 200: { description: "The metrics.", text: "text/plain" } },
    errors: ["UNAUTHENTICATED", "NOT_FOUND", "UNAVAILABLE"],
  },
  {
    id: "getOpenApi",
    route: "GET /api/openapi.json",
    tag: "Service",
    summary: "Get this document",
    description:
      "OpenAPI 3.1, made from the schemas that the requests are checked with. This reference is made from it.",
    surface: "public",
    answers: {
      200: {
        description: "The document.",
        schema: z.looseObject({ openapi: z.literal("3.1.0") }),
        example: { openapi: "3.1.0", info: { title: "Propdesk" } },
      },
    },
  },
  {
    id: "receiveStripeEvent",
    route: "POST /api/v2/webhooks/stripe",
    tag: "Service",
    summary: "Receive Stripe's events",
    description:
      "Stripe calls this; nobody else can, for the body must be signed with the endpoint's secret within the last five minutes. The event is stored before it is acknowledged, and worked on afterwards, once.",
    surface: "public",
    headers: [
      {
        name: "Stripe-Signature",
        required: true,
        description:
          "Stripe's signature of the raw body: `t=`, the time, and `v1=`, the HMAC with the endpoint's secret.",
      },
    ],
    body: {
      schema: z.looseObject({ id: z.string(), type: z.string() }),
      example: { id: "evt_1QK3Example", type: "payment_intent.succeeded", object: "event" },
    },
    answers: {
      200: {
        description: "It is stored.",
        schema: z.object({ received: z.literal(true) }),
        example: { received: true },
      },
    },
    errors: ["INVALID_SIGNATURE", "BODY_TOO_LARGE"],
    effect: "Posts the body without Stripe's signature: it will be refused, and changes nothing.",
  },
];
