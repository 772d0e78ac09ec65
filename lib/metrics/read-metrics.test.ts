import Stripe from "stripe";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { database } from "@/lib/database";
import { measuredClient } from "@/lib/payments/measured-client";
import { stripe } from "@/lib/payments/stripe";
import { tradingServer } from "@/lib/trading";
import { call, newCustomer, nobody } from "@/testing/api";
import { sql } from "@/testing/callers";
import { cuttableDatabase } from "@/testing/cut-database";
import { handlerOf } from "@/testing/routes";
import { buy, confirm, deliver, eventOf, workOff } from "@/testing/stripe";
import { buyThroughRoute, newTrader } from "@/testing/trading";
import { forgetLedger } from "./ledger";
import { readMetrics } from "./read-metrics";
import { forgetGauges } from "./refresh";

const line = await cuttableDatabase();
const read = await handlerOf("GET /api/metrics");
const payment = await handlerOf("GET /api/v2/payments/[payment_id]");
const { GET: nothingHere } = await import("@/app/api/[[...path]]/route");

beforeEach(() => {
  forgetGauges();
  forgetLedger();
});

/** The value of a metric with these labels; null where there is none. */
async function sample(name: string, labels: Record<string, string> = {}): Promise<number | null> {
  forgetGauges();
  const { body } = await call(read);
  const found = String(body)
    .split("\n")
    .find(
      (row) =>
        row.startsWith(`${name}${Object.keys(labels).length > 0 ? "{" : " "}`) &&
        Object.entries(labels).every(([key, value]) => row.includes(`${key}="${value}"`)),
    );
  return found ? Number(found.slice(found.lastIndexOf(" "))) : null;
}

async function paid(headers: Record<string, string>) {
  const bought = await buy({ ...headers, "idempotency-key": crypto.randomUUID() });
  await confirm(bought.stripe_payment_intent_id);
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  return bought.payment_id;
}

/** A change that the database's own rules would refuse. */
const tamper = (statement: string) =>
  sql(`begin; set local session_replication_role = replica; ${statement}; commit`);

test("requests are counted by the pattern of their route, with method and status", async () => {
  const { headers } = await newCustomer();
  const id = await paid(headers);
  const count = "propdesk_http_request_duration_seconds_count";
  const labels = { method: "GET", route: "/v2/payments/[payment_id]" };
  for (const payment_id of [id, id, "pay_of_nobody"]) {
    const path = `/api/v2/payments/${payment_id}`;
    await call(payment, { path, params: { payment_id }, headers });
  }
  expect(await sample(count, { ...labels, status: "200" })).toBe(2);
  expect(await sample(count, { ...labels, status: "404" })).toBe(1);
  for (const path of ["/api/wp-admin.php", "/api/x/y/z"]) await call(nothingHere, { path });
  expect(await sample(count, { route: "unknown", status: "404" })).toBe(2);
});

test("jobs are counted by task and outcome; one that failed for good stays in sight", async () => {
  await workOff();
  const { headers } = await newCustomer();
  await paid(headers);
  const due = { task: "handle-stripe-event", state: "due" };
  expect(await sample("propdesk_jobs", due)).toBe(1);
  const done = { task: "handle-stripe-event", outcome: "success" };
  const before = (await sample("propdesk_job_duration_seconds_count", done)) ?? 0;
  await workOff();
  expect(await sample("propdesk_job_duration_seconds_count", done)).toBe(before + 1);
  expect(await sample("propdesk_jobs", due)).toBe(0);
  await sql("select graphile_worker.add_job('settle-deposit', '{}'::json, max_attempts => 1)");
  await workOff();
  const failed = { task: "settle-deposit" };
  const counted = { ...failed, outcome: "failed" };
  expect(await sample("propdesk_job_duration_seconds_count", counted)).toBe(1);
  expect(await sample("propdesk_jobs", { ...failed, state: "failed" })).toBe(1);
});

test("the lag of Stripe's events is the age of the oldest that is not handled", async () => {
  await workOff();
  expect(await sample("propdesk_stripe_event_lag_seconds")).toBe(0);
  const { headers } = await newCustomer();
  await paid(headers);
  await paid(headers);
  await sql(
    "update graphile_worker._private_jobs set created_at = now() - interval '90 seconds' where id = (select min(id) from graphile_worker.jobs where task_identifier = 'handle-stripe-event')",
  );
  const lag = await sample("propdesk_stripe_event_lag_seconds");
  expect(lag).toBeGreaterThan(89);
  expect(lag).toBeLessThan(120);
  await workOff();
  expect(await sample("propdesk_stripe_event_lag_seconds")).toBe(0);
});

test("Stripe's last event: how long ago it came; absent before the first", async () => {
  await tamper("delete from payment_events; delete from stripe_events");
  expect(await sample("propdesk_stripe_last_event_age_seconds")).toBeNull();
  const { headers } = await newCustomer();
  await paid(headers);
  await sql("update stripe_events set received_at = now() - interval '2 hours'");
  const age = await sample("propdesk_stripe_last_event_age_seconds");
  expect(age).toBeGreaterThanOrEqual(7_200);
  await workOff();
});

test("the last comparison with Stripe: when it ended and what it found; absent before the first", async () => {
  expect(await sample("propdesk_reconcile_last_success_timestamp_seconds")).toBeNull();
  expect(await sample("propdesk_reconcile_findings", { kind: "mended" })).toBe(0);
  const found = [{ kind: "mended" }, { kind: "mended" }, { kind: "mismatch" }];
  await sql(
    "insert into reconciliations (since, started_at, compared, findings, finished_at) values (now(), now(), 3, $1, to_timestamp(1790000000))",
    [JSON.stringify(found)],
  );
  expect(await sample("propdesk_reconcile_last_success_timestamp_seconds")).toBe(1_790_000_000);
  const findings = (kind: string) => sample("propdesk_reconcile_findings", { kind });
  expect([await findings("mended"), await findings("mismatch")]).toEqual([2, 1]);
  expect(await findings("unknown_here")).toBe(0);
});

test("calls to Stripe: by operation without ids and by outcome, tries that reach nobody too", async () => {
  const count = (operation: string, outcome: string) =>
    sample("propdesk_stripe_request_duration_seconds_count", { operation, outcome });
  const retrieve = "GET /v1/payment_intents/{id}";
  const rejected = (await count(retrieve, "rejected")) ?? 0;
  await stripe()
    .paymentIntents.retrieve("pi_of_nobody")
    .catch(() => {});
  expect(await count(retrieve, "rejected")).toBe(rejected + 1);
  const created = (await count("POST /v1/payment_intents", "success")) ?? 0;
  const { headers } = await newCustomer();
  await buy({ ...headers, "idempotency-key": crypto.randomUUID() });
  expect(await count("POST /v1/payment_intents", "success")).toBe(created + 1);
  const nowhere = { host: "127.0.0.1", port: 9, protocol: "http", maxNetworkRetries: 0 } as const;
  await new Stripe("sk_test_nobody", { ...nowhere, httpClient: measuredClient() }).paymentIntents
    .cancel("pi_of_nobody")
    .catch(() => {});
  expect(await count("POST /v1/payment_intents/{id}/cancel", "unreachable")).toBe(1);
});

test("the outbox of e-mails: how long the oldest that waits for no other one is in it", async () => {
  await sql("delete from mail_outbox");
  expect(await sample("propdesk_mail_outbox_age_seconds")).toBe(0);
  expect(await sample("propdesk_jobs", { task: "mail_outbox", state: "due" })).toBe(0);
  await sql(
    "insert into mail_outbox (key, payload, after, created_at) values ('first', '{}', null, now() - interval '1 hour'), ('second', '{}', 'first', now() - interval '9 hours')",
  );
  expect(await sample("propdesk_mail_outbox_age_seconds")).toBeGreaterThanOrEqual(3_600);
  expect(await sample("propdesk_mail_outbox_age_seconds")).toBeLessThan(9 * 3_600);
  await sql("delete from mail_outbox");
});

test("failed jobs: 0 for each task that a worker knows, where there are none", async () => {
  await workOff();
  await sql("delete from graphile_worker._private_jobs");
  expect(await sample("propdesk_jobs", { task: "settle-deposit", state: "failed" })).toBe(0);
});

test("the release and the version of Node.js are a metric that is always 1", async () => {
  const labels = { release: "development", node: process.version };
  expect(await sample("propdesk_build_info", labels)).toBe(1);
});

test("the lag of outbound webhooks is how long the most overdue one has been due", async () => {
  expect(await sample("propdesk_webhook_delivery_lag_seconds")).toBe(0);
  await sql(
    "insert into webhook_endpoints (id, app_id, url, events, secret) values ('we_m', 'app_demo', 'https://x.example', '{*}', 's')",
  );
  await sql("insert into webhook_events (id, type, payload) values ('evt_m', 'test', '{}')");
  await sql(
    "insert into webhook_deliveries (id, endpoint_id, event_id, next_attempt_at) values ('whd_m', 'we_m', 'evt_m', now() - interval '1 hour')",
  );
  expect(await sample("propdesk_webhook_delivery_lag_seconds")).toBeGreaterThan(3_599);
  await sql("delete from webhook_endpoints where id = 'we_m'");
});

test("payments, accounts and purchases are counted as they stand, with the time that provisioning took", async () => {
  const { headers } = await newCustomer();
  await paid(headers);
  await workOff();
  const succeeded = { kind: "challenge", status: "succeeded" };
  const before = (await sample("propdesk_payments_24h", succeeded)) ?? 0;
  const active = (await sample("propdesk_prop_accounts_24h", { status: "active" })) ?? 0;
  const bought = (await sample("propdesk_purchases_24h", { status: "active" })) ?? 0;
  const id = await paid(headers);
  await workOff();
  await buyThroughRoute(await newTrader(49_900n));
  await sql(
    "update prop_accounts set created_at = activated_at - interval '200 seconds' where payment_id = $1",
    [id],
  );
  expect(await sample("propdesk_payments_24h", succeeded)).toBe(before + 1);
  expect(await sample("propdesk_prop_accounts_24h", { status: "active" })).toBe(active + 1);
  expect(await sample("propdesk_purchases_24h", { status: "active" })).toBe(bought + 1);
  expect(await sample("propdesk_provisioning_seconds_24h", { of: "max" })).toBe(200);
});

test("the ledger's imbalance is 0, and a posting without its other side is seen", async () => {
  await newTrader(10_000n);
  expect(await sample("propdesk_ledger_imbalance_cents", { currency: "usd" })).toBe(0);
  expect(await sample("propdesk_ledger_unbalanced_operations")).toBe(0);
  const owing = await newTrader(1_000n);
  await tradingServer(database()).submitOperation({
    requestKey: "taken-back",
    login: owing.login,
    amountCents: -5_000n,
    currency: "usd",
    mayOwe: true,
    reason: "TR_REASON_DEPOSIT",
    comment: "WALLET_DEPOSIT_RETURNED",
    apiData: {},
  });
  expect(await sample("propdesk_ledger_unbalanced_operations")).toBe(0);
  const { login } = await newTrader(2_500n);
  await tamper(
    "delete from postings where house_account is not null and order_no = (select max(order_no) from postings)",
  );
  expect(await sample("propdesk_ledger_imbalance_cents", { currency: "usd" })).toBe(2_500);
  expect(await sample("propdesk_ledger_unbalanced_operations")).toBe(1);
  await tamper(
    `insert into postings (order_no, house_account, amount_cents, currency)
      select order_no, 'test', - amount_cents, currency from postings where login = ${login}`,
  );
  expect(await sample("propdesk_ledger_imbalance_cents", { currency: "usd" })).toBe(0);
});

test("what was booked a minute ago is summed once, and what is booked later is added to it", async () => {
  const imbalance = () => sample("propdesk_ledger_imbalance_cents", { currency: "usd" });
  const loseAPosting =
    "delete from postings where house_account is not null and order_no = (select max(order_no) from postings)";
  await newTrader(10_000n);
  await tamper(loseAPosting);
  await tamper("update finance_operations set created_at = now() - interval '1 hour'");
  expect([await imbalance(), await imbalance()]).toEqual([10_000, 10_000]);
  await newTrader(2_500n);
  await tamper(loseAPosting);
  expect([await imbalance(), await imbalance()]).toEqual([12_500, 12_500]);
  await tamper("delete from postings where order_no < (select max(order_no) from postings)");
  expect(await imbalance()).toBe(12_500);
});

test("the pool and the process are measured, and no label holds an id or an address", async () => {
  const { headers } = await newCustomer();
  await paid(headers);
  await workOff();
  expect(await sample("propdesk_database_pool_connections", { state: "limit" })).toBe(20);
  expect(await sample("propdesk_database_pool_connections", { state: "open" })).toBeGreaterThan(0);
  expect(await sample("process_resident_memory_bytes")).toBeGreaterThan(1_000_000);
  const { body, headers: answered } = await call(read);
  expect(answered.get("content-type")).toContain("text/plain; version=0.0.4");
  const labels = [...String(body).matchAll(/="([^"]*)"/g)].map(([, value]) => value);
  expect(labels.length).toBeGreaterThan(50);
  for (const label of labels) expect(label).not.toMatch(/[a-z]_[0-9a-zA-Z]{14}|@|\d{6}/);
});

test("the database is asked once for scrapes that come together", async () => {
  forgetGauges();
  await call(read);
  await sql("select graphile_worker.add_job('open-wallet', '{}'::json, run_at => now())");
  const { body } = await call(read);
  expect(body).toContain('propdesk_jobs{task="open-wallet",state="due"} 0');
  await sql("delete from graphile_worker._private_jobs where payload::text = '{}'");
});

describe("outside the embedded stack", () => {
  const token = "a-token-of-the-metrics";
  const production = { PROPDESK_MODE: "production", METRICS_TOKEN: token } as const;
  const ask = (authorization: string | null, settings: object = production) =>
    readMetrics(nobody(), authorization, { ...production, ...settings });

  test("the bearer token opens the metrics", async () => {
    expect((await ask(`Bearer ${token}`)).text).toContain("propdesk_database_up 1");
  });

  test.each([
    ["nothing", null],
    ["an empty header", ""],
    ["no token", "Bearer"],
    ["another token", "Bearer wrong"],
    ["a long one", `Bearer ${"x".repeat(10_000)}`],
    ["another scheme", "Basic YTpi"],
  ])("%s doesn't", async (_, authorization) => {
    await expect(ask(authorization)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("without a token in the settings nothing is there", async () => {
    await expect(ask("Bearer undefined", { METRICS_TOKEN: undefined })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("while the database is away", () => {
  afterAll(() => line.mend());

  test("the process's own metrics are still told, and that it is away", async () => {
    await line.cut();
    expect(await sample("propdesk_database_up")).toBe(0);
    expect(await sample("process_cpu_seconds_total")).toBeGreaterThan(0);
    await line.mend();
    expect(await sample("propdesk_database_up")).toBe(1);
    await line.cut();
  });
});
