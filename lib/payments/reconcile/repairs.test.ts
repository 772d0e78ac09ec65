import { beforeEach, expect, test } from "vitest";
import type { Customer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import {
  compareRecent,
  comparisonCtx,
  deliverEvents,
  findingKinds,
  newCheckout,
  newPaidCheckout,
  startComparison,
  statusesOf,
} from "@/testing/stripe/comparison";
import { confirm, control } from "@/testing/stripe/sandbox";
import { stripe } from "../stripe";
import { reconcile } from "./reconcile";

let me: Customer;
beforeEach(async () => {
  me = await startComparison();
});

const HOUR_MS = 3_600_000;

test("reconcile: every event was delivered → no findings", async () => {
  await newPaidCheckout(me);
  expect(await compareRecent()).toEqual({ compared: 1, findings: [] });
});

test("reconcile: a success whose event was lost → repaired, the account opened", async () => {
  const { payment_id, stripe_payment_intent_id } = await newCheckout(me);
  await confirm(stripe_payment_intent_id);
  const { findings } = await compareRecent();
  expect(findings).toEqual([
    {
      kind: "repaired",
      payment_id,
      stripe_payment_intent_id,
      detail: "Status: requires_payment_method here, succeeded in Stripe",
    },
  ]);
  await runAllJobs();
  expect(await statusesOf(payment_id)).toEqual(["succeeded", "active"]);
  expect(await findingKinds()).toEqual([]);
});

test("reconcile: a refund whose event was lost → repaired, although the PaymentIntent is still succeeded", async () => {
  const { payment_id, stripe_payment_intent_id } = await newPaidCheckout(me);
  await stripe().refunds.create({ payment_intent: stripe_payment_intent_id });
  expect(await findingKinds()).toEqual(["repaired"]);
  expect(await statusesOf(payment_id)).toEqual(["refunded", "closed"]);
  expect(await findingKinds()).toEqual([]);
});

test("reconcile: a dispute opened and then won, both events lost → repaired each time", async () => {
  const { payment_id, stripe_payment_intent_id } = await newPaidCheckout(me);
  const { id } = await control(`payment_intents/${stripe_payment_intent_id}/dispute`);
  expect(await findingKinds()).toEqual(["repaired"]);
  expect(await statusesOf(payment_id)).toEqual(["disputed", "suspended"]);
  await control(`disputes/${id}/win`);
  expect(await findingKinds()).toEqual(["repaired"]);
  expect(await statusesOf(payment_id)).toEqual(["succeeded", "active"]);
  expect(await findingKinds()).toEqual([]);
});

/** Sets the creation time of a payment back: Stripe's recent lists don't have it. */
const age = (paymentId: string, days: number) =>
  Promise.all(
    ["payment_refunds", "payment_disputes"].map((table) =>
      sql(
        `update ${table} set created_at = now() - make_interval(days => $2) where payment_id = $1`,
        [paymentId, days],
      ),
    ),
  );

const later = () => reconcile(comparisonCtx(), new Date(Date.now() + HOUR_MS));

test("reconcile: a dispute decided weeks after it was opened → repaired, although no list has it", async () => {
  const { payment_id, stripe_payment_intent_id } = await newPaidCheckout(me);
  const { id } = await control(`payment_intents/${stripe_payment_intent_id}/dispute`);
  await deliverEvents(stripe_payment_intent_id);
  await age(payment_id, 60);
  expect(await later()).toEqual({ compared: 1, findings: [] });
  await control(`disputes/${id}/win`);
  expect((await later()).findings).toMatchObject([{ kind: "repaired", payment_id }]);
  expect(await statusesOf(payment_id)).toEqual(["succeeded", "active"]);
  expect(await later()).toEqual({ compared: 0, findings: [] });
});

test("reconcile: a refund that the bank returns weeks later → repaired; after two months → not compared any more", async () => {
  const { payment_id, stripe_payment_intent_id } = await newPaidCheckout(me);
  const refund = await stripe().refunds.create({ payment_intent: stripe_payment_intent_id });
  await deliverEvents(stripe_payment_intent_id);
  await age(payment_id, 30);
  await control(`refunds/${refund.id}/fail`);
  expect((await later()).findings).toMatchObject([{ kind: "repaired", payment_id }]);
  expect(await statusesOf(payment_id)).toEqual(["succeeded", "active"]);
  await age(payment_id, 60);
  expect(await later()).toEqual({ compared: 0, findings: [] });
});

test("reconcile: a success whose event was lost → paid_at is the time of the charge", async () => {
  const { payment_id, stripe_payment_intent_id } = await newCheckout(me);
  await confirm(stripe_payment_intent_id);
  await sql("update payments set created_at = created_at - interval '1 hour'");
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  await compareRecent();
  const { rows } = await sql("select paid_at, now() as now from payments where id = $1", [
    payment_id,
  ]);
  expect(rows[0].now - rows[0].paid_at).toBeGreaterThan(2_000);
});
