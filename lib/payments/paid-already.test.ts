import { beforeEach, describe, expect, test } from "vitest";
import { POST as checkout } from "@/app/api/v2/payments/checkout/route";
import { call, newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { postDeposit, walletOf } from "@/testing/deposits";
import { statementsOf } from "@/testing/round-trips";
import { confirm, control, deliver, eventOf, tier25k, workOff } from "@/testing/stripe";
import { cancelStalePayments } from "./cancel-stale";
import { stripe } from "./stripe";

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
  call(checkout, {
    method: "POST",
    body: { ...tier25k, ...change },
    headers: { ...me.headers, ...(key && { "idempotency-key": key }) },
  });
const postTopUp = (change: object = {}, key?: string) =>
  postDeposit(
    { ...me.headers, ...(key && { "idempotency-key": key }) },
    { login, amount_cents: 5_000, ...change },
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

/** Pays, and lets Stripe's event arrive. */
async function pay({ stripe_payment_intent_id: intent }: Started) {
  await confirm(intent);
  await deliver(await eventOf(intent, "payment_intent.succeeded"));
  await workOff();
}

const reprice = (cents: number) =>
  sql("update tiers set price_cents = $1 where id = 'tier_25k'", [cents]);

const kinds = [
  { route: "POST /v2/payments/checkout", by: post },
  { route: "POST /v2/payments/deposits", by: postTopUp },
];

describe.each(kinds)("$route", ({ by }) => {
  test("without a key: open payment paid, its event lost → that payment as succeeded, once, with its own fields", async () => {
    const first = await start(by);
    await confirm(first.stripe_payment_intent_id);
    expect(await start(by)).toEqual({ ...first, status: "succeeded" });
    expect(await payments()).toEqual([{ id: first.payment_id, status: "succeeded" }]);
    const next = await start(by);
    expect(next).toMatchObject({ status: "requires_payment_method" });
    expect(next.payment_id).not.toBe(first.payment_id);
  });

  test("without a key: payment under a key paid, its event lost → that payment, and nothing is made", async () => {
    const keyed = await start(by, {}, "Liam's");
    await confirm(keyed.stripe_payment_intent_id);
    expect(await start(by)).toEqual({ ...keyed, status: "succeeded" });
    expect(await payments()).toHaveLength(1);
  });

  test("without a key: a payment is processing, known to us or not → that payment for as long as it processes", async () => {
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

  test("without a key: processing payment settled, its event lost → that payment as succeeded", async () => {
    const first = await start(by);
    await confirm(first.stripe_payment_intent_id, "pm_sandbox_processing");
    await start(by);
    await control(`payment_intents/${first.stripe_payment_intent_id}/settle`);
    expect(await start(by)).toEqual({ ...first, status: "succeeded" });
  });

  test("with a new key: → a new payment, whatever was paid", async () => {
    const first = await start(by, {}, "one");
    await pay(first);
    const second = await start(by, {}, "two");
    expect(second.status).toBe("requires_payment_method");
    expect(second.payment_id).not.toBe(first.payment_id);
  });

  test("known_payment_id null: paid within the hour, on another device or under a key → that payment, until the buyer knows of it", async () => {
    const first = await start(by, {}, "in an app");
    await pay(first);
    const paid = { ...first, status: "succeeded" };
    const devices = await Promise.all([1, 2, 3].map(() => start(by, { known_payment_id: null })));
    expect(devices).toEqual([paid, paid, paid]);
    expect(await start(by, { known_payment_id: null }, "a key")).toEqual(paid);
    const another = await start(by, { known_payment_id: first.payment_id });
    expect(another.status).toBe("requires_payment_method");
    expect((await payments()).map(({ id }) => id)).toEqual([first.payment_id, another.payment_id]);
    // What the buyer knows of says nothing of what was paid after it.
    await pay(another);
    const second = await start(by, { known_payment_id: first.payment_id });
    expect(second).toEqual({ ...another, status: "succeeded" });
  });

  test("known_payment_id null: a payment under a key was paid after a newer one that the buyer knows → the later paid one", async () => {
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
    await workOff();
    const third = await start(by, { known_payment_id: null });
    expect(third.status).toBe("requires_payment_method");
  });

  test("known_payment_id of a payment that is open: it turns out paid → that payment", async () => {
    const first = await start(by);
    await confirm(first.stripe_payment_intent_id);
    const found = await start(by, { known_payment_id: first.payment_id });
    expect(found).toEqual({ ...first, status: "succeeded" });
  });

  test("known_payment_id that is malformed, unknown, another customer's or for another thing → INVALID_REQUEST that names the field", async () => {
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

  test("Stripe can't be asked about a payment that may be paid → UNAVAILABLE, and nothing is made", async () => {
    const keyed = await start(by, {}, "asked in vain");
    await confirm(keyed.stripe_payment_intent_id);
    await control("faults", { count: 2, kind: "drop_before", path: "/v1/payment_intents" });
    const { status, body } = await by();
    expect([status, body.error.code]).toEqual([503, "UNAVAILABLE"]);
    expect(await payments()).toHaveLength(1);
    expect((await start(by)).status).toBe("succeeded");
  });

  test("a payment of another Stripe account is open → it keeps nobody from buying", async () => {
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
  await workOff();
  const event = await eventOf(first.stripe_payment_intent_id, "payment_intent.succeeded");
  await deliver(event);
  await deliver(event);
  await workOff();
  const { rows } = await sql("select status from prop_accounts where payment_id = $1", [
    first.payment_id,
  ]);
  expect(rows).toEqual([{ status: "active" }]);
});

test("POST /v2/payments/deposits: paid, its event lost, found by another call → credited once", async () => {
  const first = await start(postTopUp);
  await confirm(first.stripe_payment_intent_id);
  await start(postTopUp);
  await workOff();
  await deliver(await eventOf(first.stripe_payment_intent_id, "payment_intent.succeeded"));
  await workOff();
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
  const { systemContext } = await import("@/lib/context");
  const { database } = await import("@/lib/database");
  await cancelStalePayments(systemContext(database(), "job_test"));
  const found = await start(post, { known_payment_id: null });
  expect(found).toEqual({ ...first, status: "succeeded" });
});
