import { beforeAll, expect, test } from "vitest";
import { demoLogins } from "@/db/demo";
import { loadSession } from "@/lib/auth";
import { systemContext } from "@/lib/core/context";
import { connection, database } from "@/lib/core/database";
import { idempotent } from "@/lib/http/idempotency";
import { anonymousCtx } from "@/testing/actors/contexts";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { as } from "@/testing/http/client";
import { startCheckout, tier25k } from "@/testing/stripe/payments";
import { confirm, control, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { cancelStalePayments, refreshProcessingPayments } from "./cancel-stale";
import { claimFree } from "./claim-free";

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

const query = (text: string, values: unknown[] = []) =>
  connection()
    .pool.query(text, values)
    .then(({ rows }) => rows);
const post = (key: string) =>
  as(me).post("/v2/payments/checkout", tier25k, { headers: { "idempotency-key": key } });
const ctx = () => systemContext(database(), "job_test");

test("POST /v2/payments/checkout: the payment is canceled before Stripe responds → it gets no PaymentIntent, its key creates another payment", async () => {
  await control("faults", { count: 2, kind: "drop_after", path: "/v1/payment_intents" });
  expect((await post("lost")).status).toBe(503);
  const [lost] = await query("select id from payments where stripe_payment_intent_id is null");
  await query("update payments set created_at = now() - interval '25 hours' where id = $1", [
    lost.id,
  ]);
  await cancelStalePayments(ctx());
  const retried = await post("lost");
  expect(retried.status).toBe(200);
  expect(retried.body.payment_id).not.toBe(lost.id);
  await confirm(retried.body.stripe_payment_intent_id);
  for (const event of await eventsOf(retried.body.stripe_payment_intent_id)) await deliver(event);
  await runAllJobs();
  const accounts = await query("select status from prop_accounts where payment_id = $1", [
    retried.body.payment_id,
  ]);
  expect(accounts).toEqual([{ status: "active" }]);
});

test("handleEvent: Stripe received the money of a payment that is canceled here → succeeded, the account is opened", async () => {
  const bought = await startCheckout(me, { key: "received" });
  await query("update payments set intent_status = 'canceled', status = 'canceled' where id = $1", [
    bought.payment_id,
  ]);
  await confirm(bought.stripe_payment_intent_id);
  for (const event of await eventsOf(bought.stripe_payment_intent_id)) await deliver(event);
  await runAllJobs();
  const accounts = await query("select status from prop_accounts where payment_id = $1", [
    bought.payment_id,
  ]);
  expect(accounts).toEqual([{ status: "active" }]);
});

test("handleEvent: a processing payment fails while another one is open → failed", async () => {
  const customer = await newCustomer();
  const first = await startCheckout(customer);
  await confirm(first.stripe_payment_intent_id, "pm_sandbox_processing");
  for (const event of await eventsOf(first.stripe_payment_intent_id)) await deliver(event);
  await runAllJobs();
  const second = await startCheckout(customer, {
    body: { ...tier25k, known_payment_id: first.payment_id },
  });
  expect(second.payment_id).not.toBe(first.payment_id);
  await control(`payment_intents/${first.stripe_payment_intent_id}/fail`);
  const synced = await as(customer).post(`/v2/payments/${first.payment_id}/sync`);
  expect([synced.status, synced.body.status]).toEqual([200, "requires_payment_method"]);
  expect((await startCheckout(customer)).payment_id).toBe(second.payment_id);
});

test("POST /v2/payments/checkout: the tier has another size at the same price → a new payment", async () => {
  const customer = await newCustomer();
  const old = await startCheckout(customer);
  await query("update tiers set account_size = 20000 where id = 'tier_25k'");
  const now = await startCheckout(customer, { body: { ...tier25k, account_size: 20_000 } });
  expect(now.payment_id).not.toBe(old.payment_id);
  await cancelStalePayments(ctx());
  await query("update tiers set account_size = 25000 where id = 'tier_25k'");
  const [row] = await query("select status from payments where id = $1", [old.payment_id]);
  expect(row.status).toBe("canceled");
});

test("cancelStalePayments: Stripe doesn't know one of the payments → the others are canceled", async () => {
  const customer = await newCustomer();
  const keyed = () => startCheckout(customer, { key: crypto.randomUUID() });
  const [broken, fine] = [await keyed(), await keyed()];
  const age = "update payments set created_at = now() - $2::interval where id = $1";
  // The broken one is the older one, so it comes first.
  await query(age, [broken.payment_id, "31 hours"]);
  await query(age, [fine.payment_id, "30 hours"]);
  await query("update payments set stripe_payment_intent_id = 'pi_unknown' where id = $1", [
    broken.payment_id,
  ]);
  await cancelStalePayments(ctx());
  const [row] = await query("select status from payments where id = $1", [fine.payment_id]);
  expect(row.status).toBe("canceled");
});

test("refreshProcessingPayments: processing for an hour, its events lost → Stripe's state is applied", async () => {
  const customer = await newCustomer();
  const bought = await startCheckout(customer);
  await confirm(bought.stripe_payment_intent_id, "pm_sandbox_processing");
  for (const event of await eventsOf(bought.stripe_payment_intent_id)) await deliver(event);
  await runAllJobs();
  await control(`payment_intents/${bought.stripe_payment_intent_id}/settle`);
  await query("update payments set intent_status_at = now() - interval '2 hours' where id = $1", [
    bought.payment_id,
  ]);
  await refreshProcessingPayments(ctx());
  const [row] = await query("select status from payments where id = $1", [bought.payment_id]);
  expect(row.status).toBe("succeeded");
});

test("POST /v2/payments/free: the process ended after the commit, the same key again → the same account", async () => {
  const customer = await newCustomer();
  const body = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
  const { sessionApp: _, ...actor } = await loadSession(database(), customer.session.id);
  const app = { id: demoLogins.app.client_id, scopes: ["payments:write"], firstParty: true };
  const caller = { ...anonymousCtx(), actor, app };
  const brokenOff = idempotent(caller, {
    route: "POST /v2/payments/free",
    key: "crash",
    body,
    run: async (keyId) => {
      await claimFree(caller, body, keyId);
      throw new Error("the process died here");
    },
    store: (account) => account,
    restore: async (stored) => stored,
  });
  await expect(brokenOff).rejects.toThrow("the process died here");
  const again = await as(customer).post("/v2/payments/free", body, {
    headers: { "idempotency-key": "crash" },
  });
  expect([again.status, again.body.tier_id]).toEqual([200, "tier_demo"]);
});

test("POST /v2/webhooks/stripe: an event with a character that jsonb rejects → stored and handled", async () => {
  const bought = await startCheckout(me, { key: "odd" });
  await confirm(bought.stripe_payment_intent_id);
  const events = await eventsOf(bought.stripe_payment_intent_id, "payment_intent.succeeded");
  const odd = structuredClone(events[0]);
  Object.assign(odd?.data.object ?? {}, { description: "a \u0000 b \ud800" });
  expect((await deliver(odd ?? {})).status).toBe(200);
  await runAllJobs();
  const accounts = await query("select status from prop_accounts where payment_id = $1", [
    bought.payment_id,
  ]);
  expect(accounts).toEqual([{ status: "active" }]);
});
