import { beforeEach, expect, test } from "vitest";
import type { Customer } from "@/testing/actors/customer";
import { walletOf } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import {
  compareRecent,
  comparisonCtx,
  findingKinds,
  newCheckout,
  newPaidCheckout,
  startComparison,
  statusesOf,
} from "@/testing/stripe/comparison";
import { payDeposit } from "@/testing/stripe/deposits";
import { buyByCard, deliverAll, outcomeOf } from "@/testing/stripe/program-payments";
import { confirm, control } from "@/testing/stripe/sandbox";
import { stripe } from "../stripe";
import { lastReconciliation } from "./reconcile";

let me: Customer;
beforeEach(async () => {
  me = await startComparison();
});

const adminActor = {
  kind: "customer" as const,
  id: 1,
  publicId: "usr",
  email: "a@b.c",
  name: null,
  emailVerified: true,
  timeZone: null,
  secondFactor: false,
  secondFactorAt: null,
  sessionId: "ses",
};

test("reconcile: a payment that can't be compared → a finding, and the others are compared", async () => {
  const bad = await newCheckout(me);
  const good = await newCheckout(me);
  for (const { stripe_payment_intent_id } of [bad, good]) await confirm(stripe_payment_intent_id);
  await sql(
    "create or replace function refuse_bad() returns trigger language plpgsql as $$ begin raise exception 'not this one'; end $$",
  );
  await sql(
    `create trigger refuse_bad before update on payments for each row when (old.id = '${bad.payment_id}') execute function refuse_bad()`,
  );
  const { findings } = await compareRecent();
  await sql("drop trigger refuse_bad on payments");
  expect(findings.map(({ kind, stripe_payment_intent_id: id }) => [kind, id])).toEqual(
    expect.arrayContaining([
      ["not_compared", bad.stripe_payment_intent_id],
      ["repaired", good.stripe_payment_intent_id],
    ]),
  );
});

test("reconcile: a difference that stays → a finding for an operator, not repaired every hour", async () => {
  const { payment_id, stripe_payment_intent_id } = await newCheckout(me);
  await sql(
    "update payments set intent_status = 'canceled', status = 'canceled', reusable = false where id = $1",
    [payment_id],
  );
  const detail = "Status: canceled here, requires_payment_method in Stripe";
  expect((await compareRecent()).findings).toEqual([
    { kind: "mismatch", payment_id, stripe_payment_intent_id, detail },
  ]);
});

test("reconcile: paid here and not at Stripe → a finding, nothing opened", async () => {
  const { payment_id, stripe_payment_intent_id } = await newCheckout(me);
  const gone = await newPaidCheckout(me);
  await sql(
    "update payments set intent_status = 'succeeded', status = 'succeeded', paid_at = now(), reusable = false where id = $1",
    [payment_id],
  );
  await sql("update payments set stripe_payment_intent_id = 'pi_gone' where id = $1", [
    gone.payment_id,
  ]);
  const { findings } = await compareRecent();
  expect(findings).toEqual([
    {
      kind: "paid_here_only",
      payment_id,
      stripe_payment_intent_id,
      detail: "Status: succeeded here, requires_payment_method in Stripe",
    },
    {
      kind: "paid_here_only",
      payment_id: gone.payment_id,
      stripe_payment_intent_id: "pi_gone",
      detail: "Not found in Stripe",
    },
  ]);
  expect((await statusesOf(payment_id))[1]).toBeNull();
});

test("reconcile: another amount on a settled payment → a finding", async () => {
  const { payment_id } = await newPaidCheckout(me);
  await sql("update payments set amount_cents = 20000 where id = $1", [payment_id]);
  expect((await compareRecent()).findings).toMatchObject([
    { kind: "mismatch", payment_id, detail: expect.stringContaining("200.00 USD") },
  ]);
});

test("reconcile: another amount → a finding, nothing changed", async () => {
  const { payment_id, stripe_payment_intent_id } = await newCheckout(me);
  await sql("update payments set amount_cents = 100 where id = $1", [payment_id]);
  await confirm(stripe_payment_intent_id);
  const { findings } = await compareRecent();
  expect(findings).toEqual([
    expect.objectContaining({
      kind: "mismatch",
      payment_id,
      detail: "The PaymentIntent is for 199.00 USD, but this payment is for 1.00 USD",
    }),
  ]);
  expect((await statusesOf(payment_id))[1]).toBeNull();
  await compareRecent();
  const steps = "select note from payment_events where payment_id = $1";
  expect((await sql(steps, [payment_id])).rows).toHaveLength(1);
});

test("reconcile: a ledger written past its rules → a finding", async () => {
  const login = await walletOf(me.publicId);
  await sql("alter table trading_accounts disable trigger all");
  await sql("update trading_accounts set balance_cents = 5 where login = $1", [login]);
  expect((await compareRecent()).findings).toEqual([
    expect.objectContaining({
      kind: "ledger_imbalance",
      detail: `account ${login}: balance 5, its postings 0`,
    }),
  ]);
  await sql("update trading_accounts set balance_cents = 0 where login = $1", [login]);
  await sql("alter table trading_accounts enable trigger all");
});

test("reconcile: a PaymentIntent with an unknown payment of ours → a finding; another system's → none", async () => {
  const make = (metadata: Record<string, string>) =>
    stripe().paymentIntents.create({
      amount: 5_000,
      currency: "usd",
      automatic_payment_methods: { enabled: true },
      metadata,
    });
  await make({});
  const named = await make({ payment_id: "pay_gone" });
  expect((await compareRecent()).findings).toEqual([
    expect.objectContaining({ kind: "unknown_here", stripe_payment_intent_id: named.id }),
  ]);
});

test("reconcile: contradictions in our database → findings, once the jobs had time", async () => {
  const { payment_id } = await newPaidCheckout(me);
  await sql("delete from prop_accounts where payment_id = $1", [payment_id]);
  const deposit = await payDeposit(me, await walletOf(me.publicId));
  await sql(
    "update payments set paid_at = now() - interval '5 minutes', intent_status = 'succeeded', status = 'succeeded' where id = any($1)",
    [[payment_id, deposit.paymentId]],
  );
  expect(await findingKinds()).toEqual([]);
  await sql("update payments set paid_at = now() - interval '20 minutes' where id = any($1)", [
    [payment_id, deposit.paymentId],
  ]);
  expect((await findingKinds()).sort()).toEqual(["deposit_not_credited", "paid_without_account"]);
  // The account is opened again.
  expect((await statusesOf(payment_id))[1]).toBe("provisioning");
});

test("reconcile: a program's refund that failed after it ended the challenge → no finding, the payment is flagged", async () => {
  const { paymentId, intent } = await buyByCard(me);
  const refund = await stripe().refunds.create({ payment_intent: intent });
  await deliverAll(intent);
  await control(`refunds/${refund.id}/fail`);
  await deliverAll(intent);
  await sql("update payments set paid_at = now() - interval '20 minutes' where id = $1", [
    paymentId,
  ]);
  expect(await outcomeOf(paymentId)).toMatchObject({ status: "succeeded", flag: "refund_failed" });
  const { findings } = await compareRecent();
  expect(findings.filter(({ payment_id }) => payment_id === paymentId)).toEqual([]);
});

test("lastReconciliation: an admin → the last comparison; a trader → FORBIDDEN", async () => {
  await newPaidCheckout(me);
  await compareRecent();
  const read = (role: "admin" | "trader") =>
    lastReconciliation({ ...comparisonCtx(), actor: { ...adminActor, role } });
  expect(await read("admin")).toMatchObject({ compared: 1, findings: expect.any(Array) });
  await expect(read("trader")).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test.each(["mended", "repaired"])("lastReconciliation: stored as %s → repaired", async (kind) => {
  const detail = "status requires_payment_method here, succeeded at Stripe";
  const stored = { kind, payment_id: null, stripe_payment_intent_id: "pi_1", detail };
  await sql(
    "insert into reconciliations (since, started_at, compared, findings) values (now(), now(), 1, $1)",
    [JSON.stringify([stored])],
  );
  const actor = { ...adminActor, role: "admin" as const };
  const last = await lastReconciliation({ ...comparisonCtx(), actor });
  expect(last?.findings).toEqual([{ ...stored, kind: "repaired" }]);
});

test("reconcile: a payment repaired → stored as `mended`, which the release before reads", async () => {
  const { stripe_payment_intent_id } = await newCheckout(me);
  await confirm(stripe_payment_intent_id);
  await compareRecent();
  const { rows } = await sql("select findings from reconciliations order by id desc limit 1");
  expect(rows[0].findings).toContainEqual(
    expect.objectContaining({ kind: "mended", stripe_payment_intent_id }),
  );
});
