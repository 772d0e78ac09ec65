import { beforeAll, expect, test } from "vitest";
import { POST as sync } from "@/app/api/v2/payments/[payment_id]/sync/route";
import { POST as checkout } from "@/app/api/v2/payments/checkout/route";
import { POST as free } from "@/app/api/v2/payments/free/route";
import { demoLogins } from "@/db/demo";
import { loadSession } from "@/lib/auth";
import { systemContext } from "@/lib/context";
import { connection, database } from "@/lib/database";
import { idempotent } from "@/lib/http/idempotency";
import { call, newCustomer, nobody } from "@/testing/api";
import { buy, confirm, control, deliver, eventsOf, tier25k, workOff } from "@/testing/stripe";
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
  call(checkout, {
    method: "POST",
    body: tier25k,
    headers: { ...me.headers, "idempotency-key": key },
  });
const ctx = () => systemContext(database(), "job_test");

test("a payment canceled before Stripe answered is never given a PaymentIntent: its key buys anew", async () => {
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
  await workOff();
  const accounts = await query("select status from prop_accounts where payment_id = $1", [
    retried.body.payment_id,
  ]);
  expect(accounts).toEqual([{ status: "active" }]);
});

test("money that Stripe received opens the account even where we thought it canceled", async () => {
  const bought = await buy({ ...me.headers, "idempotency-key": "received" });
  await query("update payments set intent_status = 'canceled', status = 'canceled' where id = $1", [
    bought.payment_id,
  ]);
  await confirm(bought.stripe_payment_intent_id);
  for (const event of await eventsOf(bought.stripe_payment_intent_id)) await deliver(event);
  await workOff();
  const accounts = await query("select status from prop_accounts where payment_id = $1", [
    bought.payment_id,
  ]);
  expect(accounts).toEqual([{ status: "active" }]);
});

test("a processing payment that fails while another one is open ends as failed", async () => {
  const person = await newCustomer();
  const first = await buy(person.headers);
  await confirm(first.stripe_payment_intent_id, "pm_sandbox_processing");
  for (const event of await eventsOf(first.stripe_payment_intent_id)) await deliver(event);
  await workOff();
  const second = await buy(person.headers, { ...tier25k, known_payment_id: first.payment_id });
  expect(second.payment_id).not.toBe(first.payment_id);
  await control(`payment_intents/${first.stripe_payment_intent_id}/fail`);
  const synced = await call(sync, {
    method: "POST",
    params: { payment_id: first.payment_id },
    headers: person.headers,
  });
  expect([synced.status, synced.body.status]).toEqual([200, "requires_payment_method"]);
  expect((await buy(person.headers)).payment_id).toBe(second.payment_id);
});

test("a tier that sells another size for the same price doesn't offer the old payment", async () => {
  const person = await newCustomer();
  const old = await buy(person.headers);
  await query("update tiers set account_size = 20000 where id = 'tier_25k'");
  const now = await buy(person.headers, { ...tier25k, account_size: 20_000 });
  expect(now.payment_id).not.toBe(old.payment_id);
  await cancelStalePayments(ctx());
  await query("update tiers set account_size = 25000 where id = 'tier_25k'");
  const [row] = await query("select status from payments where id = $1", [old.payment_id]);
  expect(row.status).toBe("canceled");
});

test("one payment that Stripe doesn't know holds up none of the others", async () => {
  const person = await newCustomer();
  const keyed = () => buy({ ...person.headers, "idempotency-key": crypto.randomUUID() });
  const [broken, fine] = [await keyed(), await keyed()];
  const age = "update payments set created_at = now() - $2::interval where id = $1";
  // The broken one is the older, and so the first in turn.
  await query(age, [broken.payment_id, "31 hours"]);
  await query(age, [fine.payment_id, "30 hours"]);
  await query("update payments set stripe_payment_intent_id = 'pi_unknown' where id = $1", [
    broken.payment_id,
  ]);
  await cancelStalePayments(ctx());
  const [row] = await query("select status from payments where id = $1", [fine.payment_id]);
  expect(row.status).toBe("canceled");
});

test("a processing payment whose events were lost is found by the clock", async () => {
  const person = await newCustomer();
  const bought = await buy(person.headers);
  await confirm(bought.stripe_payment_intent_id, "pm_sandbox_processing");
  for (const event of await eventsOf(bought.stripe_payment_intent_id)) await deliver(event);
  await workOff();
  await control(`payment_intents/${bought.stripe_payment_intent_id}/settle`);
  await query("update payments set intent_status_at = now() - interval '2 hours' where id = $1", [
    bought.payment_id,
  ]);
  await refreshProcessingPayments(ctx());
  const [row] = await query("select status from payments where id = $1", [bought.payment_id]);
  expect(row.status).toBe("succeeded");
});

test("a free claim that broke off after its commit is replayed, not refused", async () => {
  const person = await newCustomer();
  const body = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
  const { through: _, ...actor } = await loadSession(database(), person.session.id);
  const app = { id: demoLogins.app.client_id, scopes: ["payments:write"], firstParty: true };
  const caller = { ...nobody(), actor, app };
  const brokenOff = idempotent(caller, {
    route: "POST /v2/payments/free",
    key: "crash",
    body,
    run: async (keyId) => {
      await claimFree(caller, body, keyId);
      throw new Error("the process died here");
    },
    store: (answer) => answer,
    restore: async (stored) => stored,
  });
  await expect(brokenOff).rejects.toThrow("the process died here");
  const again = await call(free, {
    method: "POST",
    body,
    headers: { ...person.headers, "idempotency-key": "crash" },
  });
  expect([again.status, again.body.tier_id]).toEqual([200, "tier_demo"]);
});

test("an event with a character that jsonb refuses is stored and handled all the same", async () => {
  const bought = await buy({ ...me.headers, "idempotency-key": "odd" });
  await confirm(bought.stripe_payment_intent_id);
  const events = await eventsOf(bought.stripe_payment_intent_id, "payment_intent.succeeded");
  const odd = structuredClone(events[0]);
  Object.assign(odd?.data.object ?? {}, { description: "a \u0000 b \ud800" });
  expect((await deliver(odd ?? {})).status).toBe(200);
  await workOff();
  const accounts = await query("select status from prop_accounts where payment_id = $1", [
    bought.payment_id,
  ]);
  expect(accounts).toEqual([{ status: "active" }]);
});
