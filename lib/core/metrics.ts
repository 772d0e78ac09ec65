import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { perProcess } from "./per-process";

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const STRIPE_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const LAG_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600];
const JOB_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 120];

function build() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const gauge = <L extends string = never>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name: `propdesk_${name}`, help, labelNames, registers });
  /** A gauge that is read from the database: every process exports the same value. */
  const databaseGauge = <L extends string = never>(
    name: string,
    help: string,
    labelNames: L[] = [],
  ) =>
    gauge(
      name,
      `${help} Of the whole database, the same from every process: use max().`,
      labelNames,
    );
  return {
    registry,
    requests: new Histogram({
      name: "propdesk_http_request_duration_seconds",
      help: "Duration of requests to pages and APIs. Status 499: the client closed the connection.",
      labelNames: ["method", "route", "status"] as const,
      buckets: REQUEST_SECONDS,
      registers,
    }),
    jobs: new Histogram({
      name: "propdesk_job_duration_seconds",
      help: "Duration of jobs that this process ran. Outcome: success, error (retried), failed (no more retries).",
      labelNames: ["task", "outcome"] as const,
      buckets: JOB_SECONDS,
      registers,
    }),
    mails: new Counter({
      name: "propdesk_mails_total",
      help: "Emails of this process. Outcome: sent, rejected (permanently, by the mail server), saved (without a mail server, in development).",
      labelNames: ["kind", "outcome"] as const,
      registers,
    }),
    invalidSignatures: new Counter({
      name: "propdesk_stripe_webhook_invalid_signatures_total",
      help: "Requests to the Stripe webhook that this process rejected. Reason: missing, mismatch, too_old.",
      labelNames: ["reason"] as const,
      registers,
    }),
    tradingEvents: new Counter({
      name: "propdesk_trading_events_total",
      help: "Trading events that this process was sent. Outcome: accepted, duplicate, rejected.",
      labelNames: ["outcome"] as const,
      registers,
    }),
    tradingEventLag: new Histogram({
      name: "propdesk_trading_event_lag_seconds",
      help: "Time from an event at the venue to its arrival here, of the last event of each account in a batch.",
      buckets: LAG_SECONDS,
      registers,
    }),
    verdicts: new Counter({
      name: "propdesk_verdicts_total",
      help: "Verdicts that this process stored, by kind.",
      labelNames: ["kind"] as const,
      registers,
    }),
    detectionDelay: new Histogram({
      name: "propdesk_detection_delay_seconds",
      help: "Time from the event that ended or paused a phase, at the venue, to its verdict.",
      buckets: LAG_SECONDS,
      registers,
    }),
    stripeRequests: new Histogram({
      name: "propdesk_stripe_request_duration_seconds",
      help: "Duration of calls to Stripe, each attempt. Outcome: success, rejected (4xx), limited (429), error (5xx), unreachable.",
      labelNames: ["operation", "outcome"] as const,
      buckets: STRIPE_SECONDS,
      registers,
    }),
    buildInfo: gauge(
      "build_info",
      "Always 1. Its labels have the release of this process and its version of Node.js.",
      ["release", "node"],
    ),
    pool: gauge("database_pool_connections", "Connections of this process's pool.", ["state"]),
    databaseUp: gauge("database_up", "1 if the database responds, otherwise 0."),
    runners: databaseGauge("job_runners", "Processes that run jobs."),
    queue: databaseGauge(
      "jobs",
      "Jobs. State: due (can run now), scheduled (for later), running, failed (no more retries).",
      ["task", "state"],
    ),
    pools: databaseGauge("worker_pools", "Processes in which a worker pool runs.", ["pool"]),
    overdue: databaseGauge(
      "jobs_overdue",
      "Jobs of a worker pool that no worker has taken for longer than JOBS_OVERDUE_SECONDS.",
      ["pool"],
    ),
    oldestPending: databaseGauge(
      "oldest_due_job_seconds",
      "How long the oldest due job of a worker pool has been due; 0 if none is.",
      ["pool"],
    ),
    eventLag: databaseGauge(
      "stripe_event_lag_seconds",
      "Age of the oldest Stripe event that is not handled; 0 if all are.",
    ),
    eventAge: databaseGauge(
      "stripe_last_event_age_seconds",
      "Age of the last Stripe event; absent before the first.",
    ),
    reconciledAt: databaseGauge(
      "reconcile_last_success_timestamp_seconds",
      "Time at which the last comparison with Stripe ended; absent before the first.",
    ),
    findings: databaseGauge(
      "reconcile_findings",
      "Findings of the last comparison with Stripe, by kind. `mended`: missing in our database, and processed then.",
      ["kind"],
    ),
    outboxAge: databaseGauge(
      "mail_outbox_age_seconds",
      "How long the oldest email that doesn't wait for another one has been in the outbox; 0 if none is.",
    ),
    deliveryLag: databaseGauge(
      "webhook_delivery_lag_seconds",
      "How long the oldest pending webhook delivery has been due; 0 if none is.",
    ),
    payments: databaseGauge(
      "payments_24h",
      "Payments started in the last 24 hours, by their present status.",
      ["kind", "status"],
    ),
    purchases: databaseGauge(
      "purchases_24h",
      "Purchases from wallets of the last 24 hours, by their present status.",
      ["status"],
    ),
    accounts: databaseGauge(
      "prop_accounts_24h",
      "Accounts of the last 24 hours, by their present status.",
      ["status"],
    ),
    provisioning: databaseGauge(
      "provisioning_seconds_24h",
      "Time from the creation of an account to its activation, over the last 24 hours. Of: p50, p95, max.",
      ["of"],
    ),
    imbalance: databaseGauge(
      "ledger_imbalance_cents",
      "Sum of all postings of a currency in the ledger. Must be 0.",
      ["currency"],
    ),
    numbersLeft: databaseGauge(
      "numbers_left",
      "How many numbers a limited sequence has left: logins of wallets and challenges, and ids.",
      ["of"],
    ),
    staleEvaluations: databaseGauge(
      "evaluations_stale",
      "Running phases with open positions whose source has been silent for more than 5 minutes.",
    ),
    provisionalVerdicts: databaseGauge(
      "verdicts_provisional",
      "Endings that an operator has to confirm or lift.",
    ),
    openCommands: databaseGauge(
      "venue_commands_open",
      "Commands to venues that aren't done: not acknowledged, failed, or not supported by the venue.",
    ),
    oldestCommand: databaseGauge(
      "venue_command_age_seconds",
      "Age of the oldest command to a venue that isn't acknowledged; 0 if all are.",
    ),
    unbalanced: databaseGauge(
      "ledger_unbalanced_operations",
      "Booked operations whose postings are missing or don't sum to 0. Must be 0.",
    ),
  };
}

/** The metrics of this process. Labels have a bounded set of values: never an id, never a person. */
export const metrics = perProcess("metrics", build);
