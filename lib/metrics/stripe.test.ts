import Stripe from "stripe";
import { expect, test } from "vitest";
import { measuredHttpClient } from "@/lib/payments/measured-http-client";
import { stripe } from "@/lib/payments/stripe";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { tamper } from "@/testing/faults/tamper";
import { sample } from "@/testing/http/metrics";
import { payForAccount, startPayment } from "@/testing/stripe/payments";

test("propdesk_stripe_last_event_age_seconds: no event, then one 2 hours ago → absent, then 2 hours", async () => {
  await tamper("delete from payment_events; delete from stripe_events");
  expect(await sample("propdesk_stripe_last_event_age_seconds")).toBeNull();
  const customer = await newCustomer();
  await payForAccount(customer);
  await sql("update stripe_events set received_at = now() - interval '2 hours'");
  const age = await sample("propdesk_stripe_last_event_age_seconds");
  expect(age).toBeGreaterThanOrEqual(7_200);
  await runAllJobs();
});

test("propdesk_reconcile_*: no comparison, then one with findings → absent, then its end and its findings by kind", async () => {
  expect(await sample("propdesk_reconcile_last_success_timestamp_seconds")).toBeNull();
  expect(await sample("propdesk_reconcile_findings", { kind: "mended" })).toBe(0);
  const found = [{ kind: "mended" }, { kind: "repaired" }, { kind: "mismatch" }];
  await sql(
    "insert into reconciliations (since, started_at, compared, findings, finished_at) values (now(), now(), 3, $1, to_timestamp(1790000000))",
    [JSON.stringify(found)],
  );
  expect(await sample("propdesk_reconcile_last_success_timestamp_seconds")).toBe(1_790_000_000);
  const findings = (kind: string) => sample("propdesk_reconcile_findings", { kind });
  expect([await findings("mended"), await findings("mismatch")]).toEqual([2, 1]);
  expect(await findings("unknown_here")).toBe(0);
});

test("propdesk_stripe_request_duration_seconds: success, rejected, unreachable → counted by operation without ids", async () => {
  const count = (operation: string, outcome: string) =>
    sample("propdesk_stripe_request_duration_seconds_count", { operation, outcome });
  const retrieve = "GET /v1/payment_intents/{id}";
  const rejected = (await count(retrieve, "rejected")) ?? 0;
  await stripe()
    .paymentIntents.retrieve("pi_unknown")
    .catch(() => {});
  expect(await count(retrieve, "rejected")).toBe(rejected + 1);
  const created = (await count("POST /v1/payment_intents", "success")) ?? 0;
  const customer = await newCustomer();
  await startPayment(customer);
  expect(await count("POST /v1/payment_intents", "success")).toBe(created + 1);
  const unreachable = {
    host: "127.0.0.1",
    port: 9,
    protocol: "http",
    maxNetworkRetries: 0,
  } as const;
  await new Stripe("sk_test_unknown", {
    ...unreachable,
    httpClient: measuredHttpClient(),
  }).paymentIntents
    .cancel("pi_unknown")
    .catch(() => {});
  expect(await count("POST /v1/payment_intents/{id}/cancel", "unreachable")).toBe(1);
});
