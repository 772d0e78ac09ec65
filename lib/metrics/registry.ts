import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const STRIPE_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const JOB_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 120];

function build() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const gauge = <L extends string = never>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name: `propdesk_${name}`, help, labelNames, registers });
  /** One that is read from the database: each process tells the same. */
  const ofAll = <L extends string = never>(name: string, help: string, labelNames: L[] = []) =>
    gauge(
      name,
      `${help} Of the whole database, the same from every process: take the max.`,
      labelNames,
    );
  return {
    registry,
    requests: new Histogram({
      name: "propdesk_http_request_duration_seconds",
      help: "Requests to pages and APIs and how long they took. Status 499: the client hung up.",
      labelNames: ["method", "route", "status"] as const,
      buckets: REQUEST_SECONDS,
      registers,
    }),
    jobs: new Histogram({
      name: "propdesk_job_duration_seconds",
      help: "Jobs that this process ran. Outcome: success, error (tried again), failed (for good).",
      labelNames: ["task", "outcome"] as const,
      buckets: JOB_SECONDS,
      registers,
    }),
    mails: new Counter({
      name: "propdesk_mails_total",
      help: "E-mails that this process sent, or that the mail server refused for good.",
      labelNames: ["kind", "outcome"] as const,
      registers,
    }),
    invalidSignatures: new Counter({
      name: "propdesk_stripe_webhook_invalid_signatures_total",
      help: "Calls of the Stripe webhook that this process rejected. Reason: missing, mismatch, too_old.",
      labelNames: ["reason"] as const,
      registers,
    }),
    stripeRequests: new Histogram({
      name: "propdesk_stripe_request_duration_seconds",
      help: "Calls to Stripe, each try. Outcome: success, rejected (4xx), limited (429), error (5xx), unreachable.",
      labelNames: ["operation", "outcome"] as const,
      buckets: STRIPE_SECONDS,
      registers,
    }),
    buildInfo: gauge("build_info", "Always 1: which release this process runs, on which Node.js.", [
      "release",
      "node",
    ]),
    pool: gauge("database_pool_connections", "Connections of this process's pool.", ["state"]),
    databaseUp: gauge("database_up", "1 while the database answers, 0 while it doesn't."),
    runners: ofAll("job_runners", "Processes that take jobs."),
    queue: ofAll("jobs", "Jobs. State: due, scheduled, running, failed (for good).", [
      "task",
      "state",
    ]),
    pools: ofAll("worker_pools", "Processes in which a worker pool runs.", ["pool"]),
    overdue: ofAll(
      "jobs_overdue",
      "Jobs of a worker pool that nothing has taken for longer than JOBS_OVERDUE_SECONDS.",
      ["pool"],
    ),
    oldestDue: ofAll(
      "oldest_due_job_seconds",
      "How long the job of a worker pool that has waited longest has been due; 0 if none is.",
      ["pool"],
    ),
    eventLag: ofAll(
      "stripe_event_lag_seconds",
      "Age of the oldest event of Stripe's that is not handled; 0 if all are.",
    ),
    eventAge: ofAll(
      "stripe_last_event_age_seconds",
      "How long ago the last event of Stripe's came; absent while none ever has.",
    ),
    reconciledAt: ofAll(
      "reconcile_last_success_timestamp_seconds",
      "When the last comparison with Stripe ended; absent before the first.",
    ),
    findings: ofAll(
      "reconcile_findings",
      "What the last comparison with Stripe found, by kind. `mended`: happened there and not here, and was processed.",
      ["kind"],
    ),
    outboxAge: ofAll(
      "mail_outbox_age_seconds",
      "How long the oldest e-mail that waits for no other one has been in the outbox; 0 if none is.",
    ),
    deliveryLag: ofAll(
      "webhook_delivery_lag_seconds",
      "How long the most overdue outbound webhook has been due; 0 if none is.",
    ),
    payments: ofAll("payments_24h", "Payments begun in the last 24 hours, as they stand now.", [
      "kind",
      "status",
    ]),
    purchases: ofAll(
      "purchases_24h",
      "Challenges bought from wallets in the last 24 hours, as they stand now.",
      ["status"],
    ),
    accounts: ofAll("prop_accounts_24h", "Accounts of the last 24 hours, as they stand now.", [
      "status",
    ]),
    provisioning: ofAll(
      "provisioning_seconds_24h",
      "From an account's creation to its activation, over the last 24 hours. Of: p50, p95, max.",
      ["of"],
    ),
    imbalance: ofAll(
      "ledger_imbalance_cents",
      "Sum of all postings of a currency. Anything but 0 is a fault.",
      ["currency"],
    ),
    numbersLeft: ofAll(
      "numbers_left",
      "How many numbers are left of a kind that ends: logins of wallets and challenges, and ids.",
      ["of"],
    ),
    unbalanced: ofAll(
      "ledger_unbalanced_operations",
      "Booked operations whose postings aren't there or don't sum to 0. Must be 0.",
    ),
  };
}

type Metrics = ReturnType<typeof build>;
// One registry a process: Next.js loads this module once for the routes and once for what boots.
const shared = globalThis as typeof globalThis & { propdeskMetrics?: Metrics };

/** Every metric that this process keeps. Labels are of a bounded set: never an id, never a person. */
export function metrics(): Metrics {
  shared.propdeskMetrics ??= build();
  return shared.propdeskMetrics;
}
