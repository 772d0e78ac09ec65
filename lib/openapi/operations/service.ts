import { z } from "zod";
import { databaseStates } from "@/lib/database-state";
import type { Operation } from "../operation";

const part = z.enum(["ok", "away", "not running"]);
const poolView = z.object({
  state: z.enum(["ok", "not running", "overdue"]),
  processes: z.number().int(),
  overdue_jobs: z.number().int(),
  oldest_due_seconds: z.number().int(),
});
const healthView = z.object({
  status: z.enum(["ok", "unavailable"]),
  release: z.string(),
  database: z.enum(databaseStates),
  worker: part,
  worker_pools: z.object({ payments: poolView, webhooks: poolView, emails: poolView }).optional(),
  stripe: z.object({ mode: z.enum(["sandbox", "test", "live"]), state: part.optional() }),
});
const readinessView = z.object({
  status: z.enum(["ready", "draining", "unavailable"]),
  database: z.enum(databaseStates).optional(),
});
const runningPool = { state: "ok", processes: 2, overdue_jobs: 0, oldest_due_seconds: 0 };
const latePool = { ...runningPool, state: "overdue", overdue_jobs: 4, oldest_due_seconds: 95 };
const pools = { payments: runningPool, webhooks: runningPool, emails: runningPool };
const healthy = {
  status: "ok",
  release: "3f2c91d04b7e",
  database: "ok",
  worker: "ok",
  worker_pools: pools,
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
      "For monitors: 200 when the database is migrated, each worker pool (`payments`, `webhooks`, `emails`) runs in some process and no payment's job is overdue; 503 with the same body when not. A pool runs while its polls of the database succeed. A job is overdue when it has been due for longer than `JOBS_OVERDUE_SECONDS` and nothing has taken it; overdue webhooks and emails are shown and don't change the status. `database` is `away` while it can't be reached, `login rejected` for a wrong user or password, `no such database`, `tls rejected`, `permission denied`, `pooler rejected` where DATABASE_URL is a pooler and DATABASE_DIRECT_URL isn't set, `not migrated` until `npm run db:migrate` has run, and `error` for anything else; the log has the reason. `release` is what the process runs: the setting `RELEASE`, or the commit of the build. `worker_pools` is left out while the database can't be read. The response comes within 5 seconds.",
    surface: "public",
    answers: { 200: { description: "All is well.", schema: healthView, example: healthy } },
    otherErrors: {
      503: {
        description: "A part that purchases need is away.",
        schema: healthView,
        example: {
          ...healthy,
          status: "unavailable",
          worker_pools: { ...pools, payments: latePool },
        },
      },
    },
  },
  {
    id: "getLiveness",
    route: "GET /api/health/live",
    tag: "Service",
    summary: "Get the process's liveness",
    description:
      "For a supervisor that restarts a process: 200 as long as the process responds at all. Nothing else is looked at, so a database that is away restarts nothing.",
    surface: "public",
    answers: {
      200: {
        description: "The process responds.",
        schema: z.object({ status: z.literal("live") }),
        example: { status: "live" },
      },
    },
  },
  {
    id: "getReadiness",
    route: "GET /api/health/ready",
    tag: "Service",
    summary: "Get the process's readiness",
    description:
      "For load balancers: 200 when this process can serve requests; 503 while its database can't be used, and from the moment it was told to end (`draining`), while it still responds to what comes. Workers don't count.",
    surface: "public",
    answers: {
      200: {
        description: "It can serve.",
        schema: readinessView,
        example: { status: "ready", database: "ok" },
      },
    },
    otherErrors: {
      503: {
        description: "Send it no traffic.",
        schema: readinessView,
        example: { status: "draining" },
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
      304: { description: "The document is still the one whose ETag `If-None-Match` names." },
    },
  },
  {
    id: "receiveStripeEvent",
    route: "POST /api/v2/webhooks/stripe",
    tag: "Service",
    summary: "Receive Stripe's events",
    description:
      "Stripe calls this; nobody else can, for the body must be signed with the endpoint's secret within the last five minutes. The event is stored before it is acknowledged, and worked on afterwards, once. Calls with an invalid signature are counted by their address; an event that Stripe signed is accepted all the same.",
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
