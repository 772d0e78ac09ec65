import { z } from "zod";
import { databaseStates } from "@/lib/core/database-state";
import { operation } from "@/lib/http/operation";
import { checkHealth, checkReadiness } from "./health";

const part = z.enum(["ok", "away", "not running"]);
const poolView = z.object({
  state: z.enum(["ok", "not running", "overdue"]),
  processes: z.number().int(),
  overdue_jobs: z.number().int(),
  oldest_due_seconds: z.number().int(),
});
const healthView = z.object({
  status: z.enum(["ok", "unavailable"]).meta({ description: "The status." }),
  release: z.string(),
  database: z.enum(databaseStates),
  worker: part,
  worker_pools: z.object({ payments: poolView, webhooks: poolView, emails: poolView }).optional(),
  stripe: z.object({ mode: z.enum(["sandbox", "test", "live"]), state: part.optional() }),
});
const readinessView = z.object({
  status: z.enum(["ready", "draining", "unavailable"]).meta({ description: "The status." }),
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

/** The health of the service and of this process. */
export const operations = {
  getHealth: operation({
    route: "GET /api/health",
    tag: "Service",
    summary: "Get the service's health",
    description:
      "For monitors: 200 when the database is migrated, each worker pool (`payments`, `webhooks`, `emails`) is running in at least one process and no payment job is overdue; otherwise 503 with the same body. A pool is running while its polls of the database succeed. A job is overdue if it has been pending for longer than `JOBS_OVERDUE_SECONDS`; overdue webhooks and emails are listed and don't change the status. `database` is `away` if it can't be reached, `login rejected` for a wrong user or password, `no such database`, `tls rejected`, `permission denied`, `pooler rejected` if DATABASE_URL is a pooler and DATABASE_DIRECT_URL isn't set, `not migrated` until `npm run db:migrate` has run, and `error` for anything else; the log has the reason. `release` is the version the process runs: the setting `RELEASE`, or the commit of the build. `worker_pools` is omitted while the database can't be read. The response arrives within 5 seconds.",
    surface: "public",
    responses: { 200: { description: "Everything works.", schema: healthView, example: healthy } },
    otherErrors: {
      503: {
        description: "A dependency is unavailable.",
        schema: healthView,
        example: {
          ...healthy,
          status: "unavailable",
          worker_pools: { ...pools, payments: latePool },
        },
      },
    },
    run: async ({ db }) => {
      const health = await checkHealth(db);
      return Response.json(health, { status: health.status === "ok" ? 200 : 503 });
    },
  }),
  getLiveness: operation({
    route: "GET /api/health/live",
    tag: "Service",
    summary: "Get the process's liveness",
    description:
      "For a supervisor that restarts the process: 200 while the process responds. Nothing else is checked, so an unavailable database doesn't cause a restart.",
    surface: "public",
    responses: {
      200: {
        description: "The process responds.",
        schema: z.object({ status: z.literal("live").meta({ description: "The status." }) }),
        example: { status: "live" },
      },
    },
    run: () => ({ status: "live" }),
  }),
  getReadiness: operation({
    route: "GET /api/health/ready",
    tag: "Service",
    summary: "Get the process's readiness",
    description:
      "For load balancers: 200 when this process can serve requests; 503 while its database can't be used, and once it has been asked to stop (`draining`) and is finishing open requests. Workers aren't checked.",
    surface: "public",
    responses: {
      200: {
        description: "The process is ready.",
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
    run: async ({ db }) => {
      const readiness = await checkReadiness(db);
      return Response.json(readiness, { status: readiness.status === "ready" ? 200 : 503 });
    },
  }),
};
