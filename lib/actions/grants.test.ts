import { beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { handleEvent } from "@/lib/payments";
import { type Admin, auditOf, newAdmin, performAction } from "@/testing/actors/admin";
import { fund, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { startCheckout } from "@/testing/stripe/payments";
import { payForProgram } from "@/testing/stripe/program-payments";
import { confirm, control } from "@/testing/stripe/sandbox";

let admin: Admin;
let me: Trader;
beforeAll(async () => {
  admin = await newAdmin();
});
beforeEach(async () => {
  me = await newTrader();
});

const tier = { tier_id: "tier_25k", asset_class: "crypto", account_size: 25_000 };
const grant = (more: object = {}) =>
  performAction(admin, "account.grant", {
    user_id: me.publicId,
    idempotency_key: crypto.randomUUID(),
    ...tier,
    ...more,
  });
const accounts = async () =>
  (
    await sql(
      "select a.source from prop_accounts a join customers c on c.id = a.customer_id where c.public_id = $1 order by a.created_at",
      [me.publicId],
    )
  ).rows.map(({ source }) => source);

test("account.grant: an open payment for the tier that is paid at Stripe → rejected with it, synced, no second account", async () => {
  const { payment_id, stripe_payment_intent_id: intentId } = await startCheckout(me);
  await confirm(intentId);
  const { status, body } = await grant();
  expect([status, body.error.code]).toEqual([409, "INVALID_STATE"]);
  expect(body.payments).toMatchObject([
    { payment_id, status: "succeeded", is_unchecked: false, prop_account_id: expect.any(String) },
  ]);
  await runAllJobs();
  expect(await accounts()).toEqual(["payment"]);
});

test("account.grant: despite_payments → granted", async () => {
  await startCheckout(me);
  expect((await grant()).status).toBe(409);
  expect((await grant({ despite_payments: true })).status).toBe(200);
  expect(await accounts()).toEqual(["grant"]);
});

test("account.grant: Stripe doesn't respond about the open payment → rejected, and says that it is unchecked", async () => {
  const { payment_id } = await startCheckout(me);
  await control("faults", { kind: "500", count: 2, method: "GET", path: "/v1/payment_intents" });
  const { status, body } = await grant();
  expect([status, body.payments]).toMatchObject([409, [{ payment_id, is_unchecked: true }]]);
});

test("account.grant: payments of another tier, canceled, or paid more than 7 days ago → granted", async () => {
  const { payment_id } = await startCheckout(me);
  expect((await grant({ tier_id: "tier_50k", account_size: 50_000 })).status).toBe(200);
  await sql(
    "update payments set intent_status = 'canceled', status = 'canceled', reusable = false where id = $1",
    [payment_id],
  );
  expect((await grant()).status).toBe(200);
  await sql(
    "update payments set intent_status = 'succeeded', status = 'succeeded', paid_at = now() - interval '8 days' where id = $1",
    [payment_id],
  );
  expect((await grant()).status).toBe(200);
});

test("account.grant: the key of a grant, sent again after a payment was started → the same account", async () => {
  const idempotency_key = crypto.randomUUID();
  const first = await grant({ idempotency_key });
  await startCheckout(me);
  expect((await grant({ idempotency_key })).body.id).toBe(first.body.id);
});

const challenge = (more: object = {}) =>
  performAction(admin, "challenge.grant", {
    user_id: me.publicId,
    program_id: 1,
    idempotency_key: crypto.randomUUID(),
    ...more,
  });

test("challenge.grant: an unfinished or recent purchase of the program → rejected with it, unless confirmed", async () => {
  await fund(me.login, 100n);
  const first = await challenge();
  expect(first.status).toBe(200);
  const again = await challenge();
  expect([again.status, again.body.error.code]).toEqual([409, "INVALID_STATE"]);
  expect(again.body.purchases).toMatchObject([{ purchase_id: Number(first.body.id) }]);
  await sql("update purchases set created_at = now() - interval '8 days' where id = $1", [
    first.body.id,
  ]);
  const later = await challenge();
  expect(later.status).toBe(200);
  const confirmed = await challenge({ despite_purchases: true });
  expect(confirmed.status).toBe(200);
  expect(await auditOf(confirmed.body.id)).toMatchObject([{ action: "challenge.grant" }]);
});

test("challenge.grant: paid by card and not bought yet → rejected with the payment, unless confirmed", async () => {
  const { paymentId } = await payForProgram(me);
  await handleEvents();
  const { status, body } = await challenge();
  expect([status, body.error.code]).toEqual([409, "INVALID_STATE"]);
  expect(body.error.message).toContain(paymentId);
  expect((await challenge({ despite_purchases: true })).status).toBe(200);
});

/** Handles Stripe's events, and removes the jobs that they enqueue. */
async function handleEvents() {
  const { rows } = await sql("select id from stripe_events where status = 'received'");
  for (const { id } of rows) await handleEvent(systemContext(database(), "job_test"), id);
  await sql("delete from graphile_worker._private_jobs");
}
