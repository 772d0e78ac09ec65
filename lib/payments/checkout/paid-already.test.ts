import { beforeEach, describe, expect, test } from "vitest";
import { newCustomer } from "@/testing/actors/customer";
import { walletOf } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { tier25k } from "@/testing/stripe/payments";
import { confirm, control, deliver, eventOf } from "@/testing/stripe/sandbox";

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

/** Pays, and delivers Stripe's event. */
async function pay({ stripe_payment_intent_id: intent }: Started) {
  await confirm(intent);
  await deliver(await eventOf(intent, "payment_intent.succeeded"));
  await runAllJobs();
}

const kinds = [
  { route: "POST /v2/payments/checkout", by: post },
  { route: "POST /v2/payments/deposits", by: postTopUp },
];

describe.each(kinds)("$route", ({ by }) => {
  test("without a key: the open payment was paid, its event lost → that payment as succeeded, once, with its own fields", async () => {
    const first = await start(by);
    await confirm(first.stripe_payment_intent_id);
    expect(await start(by)).toEqual({ ...first, status: "succeeded" });
    expect(await payments()).toEqual([{ id: first.payment_id, status: "succeeded" }]);
    const next = await start(by);
    expect(next).toMatchObject({ status: "requires_payment_method" });
    expect(next.payment_id).not.toBe(first.payment_id);
  });

  test("without a key: a payment under a key was paid, its event lost → that payment, no new one", async () => {
    const keyed = await start(by, {}, "Liam's");
    await confirm(keyed.stripe_payment_intent_id);
    expect(await start(by)).toEqual({ ...keyed, status: "succeeded" });
    expect(await payments()).toHaveLength(1);
  });

  test("without a key: a payment is processing, recorded or not → that payment while it is processing", async () => {
    const first = await start(by);
    await confirm(first.stripe_payment_intent_id, "pm_sandbox_processing");
    const processing = { ...first, status: "processing" };
    expect(await start(by)).toEqual(processing);
    expect(await start(by)).toEqual(processing);
    await control(`payment_intents/${first.stripe_payment_intent_id}/fail`);
    const retried = await start(by);
    expect(retried.status).toBe("requires_payment_method");
    expect((await payments()).filter(({ status }) => status !== "canceled")).toHaveLength(2);
  });

  test("without a key: a processing payment succeeded, its event lost → that payment as succeeded", async () => {
    const first = await start(by);
    await confirm(first.stripe_payment_intent_id, "pm_sandbox_processing");
    await start(by);
    await control(`payment_intents/${first.stripe_payment_intent_id}/settle`);
    expect(await start(by)).toEqual({ ...first, status: "succeeded" });
  });

  test("with a new key: any earlier payment → a new payment", async () => {
    const first = await start(by, {}, "one");
    await pay(first);
    const second = await start(by, {}, "two");
    expect(second.status).toBe("requires_payment_method");
    expect(second.payment_id).not.toBe(first.payment_id);
  });

  test("known_payment_id null: paid within the hour, on another device or under a key → that payment, until its id is sent", async () => {
    const first = await start(by, {}, "in an app");
    await pay(first);
    const paid = { ...first, status: "succeeded" };
    const devices = await Promise.all([1, 2, 3].map(() => start(by, { known_payment_id: null })));
    expect(devices).toEqual([paid, paid, paid]);
    expect(await start(by, { known_payment_id: null }, "a key")).toEqual(paid);
    const another = await start(by, { known_payment_id: first.payment_id });
    expect(another.status).toBe("requires_payment_method");
    expect((await payments()).map(({ id }) => id)).toEqual([first.payment_id, another.payment_id]);
    // A known payment doesn't hide one that was paid after it.
    await pay(another);
    const second = await start(by, { known_payment_id: first.payment_id });
    expect(second).toEqual({ ...another, status: "succeeded" });
  });

  test("known_payment_id: a payment under a key was paid after the newer one that the buyer knows → the one paid later", async () => {
    const [older, newer] = [await start(by, {}, "older"), await start(by, {}, "newer")];
    await pay(newer);
    await sql("update payments set paid_at = paid_at - interval '1 minute' where id = $1", [
      newer.payment_id,
    ]);
    await pay(older);
    const found = await start(by, { known_payment_id: newer.payment_id });
    expect(found.payment_id).toBe(older.payment_id);
    const another = await start(by, { known_payment_id: older.payment_id });
    expect(another.status).toBe("requires_payment_method");
  });

  test("known_payment_id null: paid more than an hour ago, or refunded → a new payment", async () => {
    const first = await start(by);
    await pay(first);
    await sql(
      "update payments set created_at = created_at - interval '2 hours', paid_at = paid_at - interval '61 minutes' where id = $1",
      [first.payment_id],
    );
    const second = await start(by, { known_payment_id: null });
    expect(second.status).toBe("requires_payment_method");
    await pay(second);
    await control(`payment_intents/${second.stripe_payment_intent_id}/refund`);
    await deliver(await eventOf(second.stripe_payment_intent_id, "charge.refunded"));
    await runAllJobs();
    const third = await start(by, { known_payment_id: null });
    expect(third.status).toBe("requires_payment_method");
  });

  test("known_payment_id: an open payment that turns out paid → that payment", async () => {
    const first = await start(by);
    await confirm(first.stripe_payment_intent_id);
    const found = await start(by, { known_payment_id: first.payment_id });
    expect(found).toEqual({ ...first, status: "succeeded" });
  });

  test("known_payment_id: malformed, unknown, another customer's or for another item → INVALID_REQUEST with the field", async () => {
    const other = await start(by === post ? postTopUp : post);
    const owner = me;
    me = await newCustomer();
    const theirs = await start(post);
    me = owner;
    for (const id of [
      "",
      "pay_1",
      7,
      "pay_' or 1=1",
      `pay_${"0".repeat(32)}`,
      other.payment_id,
      theirs.payment_id,
    ]) {
      const { status, body } = await by({ known_payment_id: id });
      expect([id, status, body.error.code]).toEqual([id, 400, "INVALID_REQUEST"]);
      expect(body.error.fields).toMatchObject([{ path: "known_payment_id" }]);
    }
  });

  test("Stripe doesn't respond about a payment that may be paid → UNAVAILABLE, no new payment", async () => {
    const keyed = await start(by, {}, "asked in vain");
    await confirm(keyed.stripe_payment_intent_id);
    await control("faults", { count: 2, kind: "drop_before", path: "/v1/payment_intents" });
    const { status, body } = await by();
    expect([status, body.error.code]).toEqual([503, "UNAVAILABLE"]);
    expect(await payments()).toHaveLength(1);
    expect((await start(by)).status).toBe("succeeded");
  });

  test("a payment of another Stripe account is open → a new payment", async () => {
    const lost = await start(by, {}, "elsewhere");
    await sql("update payments set stripe_payment_intent_id = $2 where id = $1", [
      lost.payment_id,
      `pi_elsewhere_${lost.payment_id}`,
    ]);
    expect((await start(by)).status).toBe("requires_payment_method");
  });

  test("without a key: Stripe doesn't know the open payment → a new one, and the old one is flagged", async () => {
    const lost = await start(by);
    await sql("update payments set stripe_payment_intent_id = $2 where id = $1", [
      lost.payment_id,
      `pi_unknown_${lost.payment_id}`,
    ]);
    const next = await start(by);
    expect([next.status, next.payment_id === lost.payment_id]).toEqual([
      "requires_payment_method",
      false,
    ]);
    const { rows } = await sql("select review_kind, reusable from payments where id = $1", [
      lost.payment_id,
    ]);
    expect(rows).toEqual([{ review_kind: "mismatch", reusable: false }]);
    expect((await start(by)).payment_id).toBe(next.payment_id);
  });
});
