import { beforeEach, expect, test } from "vitest";
import { newCustomer } from "@/testing/actors/customer";
import { walletOf } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { statementsOf } from "@/testing/database/round-trips";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { tier25k } from "@/testing/stripe/payments";
import { confirm, deliver, eventOf } from "@/testing/stripe/sandbox";
import { cancelStalePayments } from "../cancel-stale";
import { stripe } from "../stripe";

type Started = {
  payment_id: string;
  stripe_payment_intent_id: string;
  client_secret: string;
  amount_cents: number;
  currency: string;
  status: string;
};

let me: Awaited<ReturnType<typeof newCustomer>>;
let login: number;
beforeEach(async () => {
  me = await newCustomer();
  login = await walletOf(me.publicId);
});

const post = (change: object = {}, key?: string) =>
  as(me).post(
    "/v2/payments/checkout",
    { ...tier25k, ...change },
    { headers: { ...(key && { "idempotency-key": key }) } },
  );
const postTopUp = (change: object = {}, key?: string) =>
  as(me).post(
    "/v2/payments/deposits",
    { login, amount_cents: 5_000, ...change },
    { headers: { ...(key && { "idempotency-key": key }) } },
  );

type Post = typeof post;
async function start(by: Post, change: object = {}, key?: string): Promise<Started> {
  const { status, body } = await by(change, key);
  expect([status, body.error]).toEqual([200, undefined]);
  return body;
}

const payments = async () =>
  (
    await sql(
      "select p.id, p.status from payments p join customers c on c.id = p.customer_id where c.public_id = $1 order by p.id",
      [me.publicId],
    )
  ).rows;

const reprice = (cents: number) =>
  sql("update tiers set price_cents = $1 where id = 'tier_25k'", [cents]);

test("POST /v2/payments/checkout: the price changed while a payment was open → that one is canceled, one is left to be paid", async () => {
  const old = await start(post);
  await reprice(24_900);
  try {
    const now = await start(post, { amount_cents: 24_900 });
    expect(now).toMatchObject({ amount_cents: 24_900, status: "requires_payment_method" });
    const intent = await stripe().paymentIntents.retrieve(old.stripe_payment_intent_id);
    expect(intent.status).toBe("canceled");
    expect(await payments()).toEqual([
      { id: old.payment_id, status: "canceled" },
      { id: now.payment_id, status: "requires_payment_method" },
    ]);
  } finally {
    await reprice(19_900);
  }
});

test("POST /v2/payments/checkout: the price changed after it was paid, its event lost → that payment, at the price it was paid", async () => {
  const old = await start(post);
  await confirm(old.stripe_payment_intent_id);
  await reprice(24_900);
  try {
    const found = await start(post, { amount_cents: 24_900 });
    expect(found).toEqual({ ...old, status: "succeeded" });
    expect(await payments()).toHaveLength(1);
  } finally {
    await reprice(19_900);
  }
});

test("POST /v2/payments/checkout: paid, its event lost, found by another call → one account, also after the event came late", async () => {
  const first = await start(post);
  await confirm(first.stripe_payment_intent_id);
  await start(post);
  await runAllJobs();
  const event = await eventOf(first.stripe_payment_intent_id, "payment_intent.succeeded");
  await deliver(event);
  await deliver(event);
  await runAllJobs();
  const { rows } = await sql("select status from prop_accounts where payment_id = $1", [
    first.payment_id,
  ]);
  expect(rows).toEqual([{ status: "active" }]);
});

test("POST /v2/payments/deposits: paid, its event lost, found by another call → credited once", async () => {
  const first = await start(postTopUp);
  await confirm(first.stripe_payment_intent_id);
  await start(postTopUp);
  await runAllJobs();
  await deliver(await eventOf(first.stripe_payment_intent_id, "payment_intent.succeeded"));
  await runAllJobs();
  const { rows } = await sql(
    "select balance_cents::int as cents from trading_accounts where login = $1",
    [login],
  );
  expect(rows).toEqual([{ cents: 5_000 }]);
});

test("POST /v2/payments/checkout: without a key and without an earlier payment → one indexed read more than under a key", async () => {
  const count = async (work: () => Promise<unknown>) => {
    const sent = await statementsOf(work);
    return sent.filter((text) => /"payments"/.test(text)).length;
  };
  await start(post, { market: "forex", asset_class: "forex" });
  const keyed = await count(() => post({}, "counted"));
  me = await newCustomer();
  expect(await count(() => post())).toBe(keyed + 1);
});

test("cancelStalePayments: a payment was paid, its event lost → it stays paid and is answered once more", async () => {
  const first = await start(post, {}, "stale");
  await confirm(first.stripe_payment_intent_id);
  await sql("update payments set created_at = now() - interval '25 hours' where id = $1", [
    first.payment_id,
  ]);
  const { systemContext } = await import("@/lib/core/context");
  const { database } = await import("@/lib/core/database");
  await cancelStalePayments(systemContext(database(), "job_test"));
  const found = await start(post, { known_payment_id: null });
  expect(found).toEqual({ ...first, status: "succeeded" });
});
