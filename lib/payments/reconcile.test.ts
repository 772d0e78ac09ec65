import { beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { payDeposit, walletOf } from "@/testing/deposits";
import { buy, confirm, control, deliver, eventsOf, workOff } from "@/testing/stripe";
import { lastReconciliation, reconcile } from "./reconcile";
import { stripe } from "./stripe";

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeEach(async () => {
  await control("reset");
  // What was paid in the tests before isn't known any more there: it belongs to the other mode.
  await sql("update payments set livemode = true");
  await sql("delete from payment_refunds");
  await sql("delete from payment_disputes");
  await sql("delete from graphile_worker._private_jobs");
  me = await newCustomer();
});

const ctx = () => systemContext(database(), "reconcile");
const HOUR_MS = 3600 * 1000;
const run = () => reconcile(ctx(), new Date(Date.now() - HOUR_MS));
const kinds = async () => (await run()).findings.map(({ kind }) => kind);
const fresh = () => buy({ ...me.headers, "idempotency-key": crypto.randomUUID() });

/** A payment that Stripe received and told of. */
async function paid() {
  const payment = await fresh();
  await confirm(payment.stripe_payment_intent_id);
  await hear(payment.stripe_payment_intent_id);
  return payment;
}
async function hear(intentId: string) {
  for (const event of await eventsOf(intentId)) await deliver(event);
  await workOff();
}
const state = async (id: string) => {
  const { rows } = await sql(
    "select p.status, a.status as account from payments p left join prop_accounts a on a.payment_id = p.id where p.id = $1",
    [id],
  );
  return [rows[0].status, rows[0].account];
};

test("with every event heard there is nothing to mend", async () => {
  await paid();
  expect(await run()).toEqual({ compared: 1, findings: [] });
});

test("a success whose event was lost is mended: the account is opened as if it had come", async () => {
  const { payment_id, stripe_payment_intent_id } = await fresh();
  await confirm(stripe_payment_intent_id);
  const { findings } = await run();
  expect(findings).toEqual([
    {
      kind: "mended",
      payment_id,
      stripe_payment_intent_id,
      detail: "status requires_payment_method here, succeeded at Stripe",
    },
  ]);
  await workOff();
  expect(await state(payment_id)).toEqual(["succeeded", "active"]);
  expect(await kinds()).toEqual([]);
});

test("a lost refund is found although the PaymentIntent still says succeeded", async () => {
  const { payment_id, stripe_payment_intent_id } = await paid();
  await stripe().refunds.create({ payment_intent: stripe_payment_intent_id });
  expect(await kinds()).toEqual(["mended"]);
  expect(await state(payment_id)).toEqual(["refunded", "closed"]);
  expect(await kinds()).toEqual([]);
});

test("a dispute opened, and then won, with both events lost, is followed each time", async () => {
  const { payment_id, stripe_payment_intent_id } = await paid();
  const { id } = await control(`payment_intents/${stripe_payment_intent_id}/dispute`);
  expect(await kinds()).toEqual(["mended"]);
  expect(await state(payment_id)).toEqual(["disputed", "suspended"]);
  await control(`disputes/${id}/win`);
  expect(await kinds()).toEqual(["mended"]);
  expect(await state(payment_id)).toEqual(["succeeded", "active"]);
  expect(await kinds()).toEqual([]);
});

/** As if it had been made so long ago: Stripe's recent lists don't have it. */
const age = (paymentId: string, days: number) =>
  Promise.all(
    ["payment_refunds", "payment_disputes"].map((table) =>
      sql(
        `update ${table} set created_at = now() - make_interval(days => $2) where payment_id = $1`,
        [paymentId, days],
      ),
    ),
  );
const later = () => reconcile(ctx(), new Date(Date.now() + HOUR_MS));

test("a dispute that is decided weeks after it was opened is followed, though no list has it", async () => {
  const { payment_id, stripe_payment_intent_id } = await paid();
  const { id } = await control(`payment_intents/${stripe_payment_intent_id}/dispute`);
  await hear(stripe_payment_intent_id);
  await age(payment_id, 60);
  expect(await later()).toEqual({ compared: 1, findings: [] });
  await control(`disputes/${id}/win`);
  expect((await later()).findings).toMatchObject([{ kind: "mended", payment_id }]);
  expect(await state(payment_id)).toEqual(["succeeded", "active"]);
  expect(await later()).toEqual({ compared: 0, findings: [] });
});

test("a refund that the bank returns weeks later is followed; after two months nobody asks", async () => {
  const { payment_id, stripe_payment_intent_id } = await paid();
  const refund = await stripe().refunds.create({ payment_intent: stripe_payment_intent_id });
  await hear(stripe_payment_intent_id);
  await age(payment_id, 30);
  await control(`refunds/${refund.id}/fail`);
  expect((await later()).findings).toMatchObject([{ kind: "mended", payment_id }]);
  expect(await state(payment_id)).toEqual(["succeeded", "active"]);
  await age(payment_id, 60);
  expect(await later()).toEqual({ compared: 0, findings: [] });
});

test("one that can't be compared is told and doesn't hold up the others", async () => {
  const bad = await fresh();
  const good = await fresh();
  for (const { stripe_payment_intent_id } of [bad, good]) await confirm(stripe_payment_intent_id);
  await sql(
    "create or replace function refuse_bad() returns trigger language plpgsql as $$ begin raise exception 'not this one'; end $$",
  );
  await sql(
    `create trigger refuse_bad before update on payments for each row when (old.id = '${bad.payment_id}') execute function refuse_bad()`,
  );
  const { findings } = await run();
  await sql("drop trigger refuse_bad on payments");
  expect(findings.map(({ kind, stripe_payment_intent_id: id }) => [kind, id])).toEqual(
    expect.arrayContaining([
      ["not_compared", bad.stripe_payment_intent_id],
      ["mended", good.stripe_payment_intent_id],
    ]),
  );
});

test("what stays different is for a person, and not mended every hour", async () => {
  const { payment_id, stripe_payment_intent_id } = await fresh();
  await sql(
    "update payments set intent_status = 'canceled', status = 'canceled', reusable = false where id = $1",
    [payment_id],
  );
  const detail = "status canceled here, requires_payment_method at Stripe";
  expect((await run()).findings).toEqual([
    { kind: "mismatch", payment_id, stripe_payment_intent_id, detail },
  ]);
});

test("paid here and not there is for a person, and opens nothing", async () => {
  const { payment_id, stripe_payment_intent_id } = await fresh();
  const gone = await paid();
  await sql(
    "update payments set intent_status = 'succeeded', status = 'succeeded', paid_at = now(), reusable = false where id = $1",
    [payment_id],
  );
  await sql("update payments set stripe_payment_intent_id = 'pi_gone' where id = $1", [
    gone.payment_id,
  ]);
  const { findings } = await run();
  expect(findings).toEqual([
    {
      kind: "paid_here_only",
      payment_id,
      stripe_payment_intent_id,
      detail: "status succeeded here, requires_payment_method at Stripe",
    },
    {
      kind: "paid_here_only",
      payment_id: gone.payment_id,
      stripe_payment_intent_id: "pi_gone",
      detail: "not known at Stripe",
    },
  ]);
  expect((await state(payment_id))[1]).toBeNull();
});

test("an amount that differs is told of a payment that is settled, too", async () => {
  const { payment_id } = await paid();
  await sql("update payments set amount_cents = 20000 where id = $1", [payment_id]);
  expect((await run()).findings).toMatchObject([
    { kind: "mismatch", payment_id, detail: expect.stringContaining("20000 usd") },
  ]);
});

test("a payment whose event was lost was paid when the card was charged, not when that was found", async () => {
  const { payment_id, stripe_payment_intent_id } = await fresh();
  await confirm(stripe_payment_intent_id);
  await sql("update payments set created_at = created_at - interval '1 hour'");
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  await run();
  const { rows } = await sql("select paid_at, now() as now from payments where id = $1", [
    payment_id,
  ]);
  expect(rows[0].now - rows[0].paid_at).toBeGreaterThan(2_000);
});

test("an amount that differs is for a person and changes nothing", async () => {
  const { payment_id, stripe_payment_intent_id } = await fresh();
  await sql("update payments set amount_cents = 100 where id = $1", [payment_id]);
  await confirm(stripe_payment_intent_id);
  const { findings } = await run();
  expect(findings).toEqual([
    expect.objectContaining({
      kind: "mismatch",
      payment_id,
      detail: "PaymentIntent over 19900 usd for a payment of 100 usd",
    }),
  ]);
  expect((await state(payment_id))[1]).toBeNull();
  await run();
  const steps = "select note from payment_events where payment_id = $1";
  expect((await sql(steps, [payment_id])).rows).toHaveLength(1);
});

test("a ledger that was written past its rules is told", async () => {
  const login = await walletOf(me.publicId);
  await sql("alter table trading_accounts disable trigger all");
  await sql("update trading_accounts set balance_cents = 5 where login = $1", [login]);
  expect((await run()).findings).toEqual([
    expect.objectContaining({
      kind: "ledger_imbalance",
      detail: `account ${login}: balance 5, its postings 0`,
    }),
  ]);
  await sql("update trading_accounts set balance_cents = 0 where login = $1", [login]);
  await sql("alter table trading_accounts enable trigger all");
});

test("a PaymentIntent that names a payment which isn't there is told, one of somebody else's isn't", async () => {
  const make = (metadata: Record<string, string>) =>
    stripe().paymentIntents.create({
      amount: 5_000,
      currency: "usd",
      automatic_payment_methods: { enabled: true },
      metadata,
    });
  await make({});
  const ours = await make({ payment_id: "pay_gone" });
  expect((await run()).findings).toEqual([
    expect.objectContaining({ kind: "unknown_here", stripe_payment_intent_id: ours.id }),
  ]);
});

test("what our own books say against themselves is told, once it had time to settle", async () => {
  const { payment_id } = await paid();
  await sql("delete from prop_accounts where payment_id = $1", [payment_id]);
  const deposit = await payDeposit(me.headers, await walletOf(me.publicId));
  await sql(
    "update payments set paid_at = now() - interval '5 minutes', intent_status = 'succeeded', status = 'succeeded' where id = any($1)",
    [[payment_id, deposit.paymentId]],
  );
  expect(await kinds()).toEqual([]);
  await sql("update payments set paid_at = now() - interval '20 minutes' where id = any($1)", [
    [payment_id, deposit.paymentId],
  ]);
  expect((await kinds()).sort()).toEqual(["deposit_not_credited", "paid_without_account"]);
});

test("an admin reads the last one, and nobody else", async () => {
  await paid();
  await run();
  const actor = {
    kind: "customer" as const,
    id: 1,
    publicId: "usr",
    email: "a@b.c",
    name: null,
    emailVerified: true,
    secondFactor: false,
    secondFactorAt: null,
    sessionId: "ses",
  };
  const read = (role: "admin" | "trader") =>
    lastReconciliation({ ...ctx(), actor: { ...actor, role } });
  expect(await read("admin")).toMatchObject({ compared: 1, findings: expect.any(Array) });
  await expect(read("trader")).rejects.toMatchObject({ code: "FORBIDDEN" });
});
