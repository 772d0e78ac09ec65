import type Stripe from "stripe";
import { beforeEach, expect, test } from "vitest";
import type { Customer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { compareRecent, newCheckout, startComparison } from "@/testing/stripe/comparison";
import { confirm, decline, deliver, eventOf, eventsOf } from "@/testing/stripe/sandbox";
import { cardOf } from "./card";

let me: Customer;
beforeEach(async () => {
  me = await startComparison();
});

const row = async (id: string) =>
  (await sql("select status, card_brand, card_last4 from payments where id = $1", [id])).rows[0];
const summaryOf = async (id: string) => Object.values(await row(id)).join(" ");

/** A payment that a card has paid at Stripe, of which nothing has arrived here. */
async function paidAtStripe(card?: string) {
  const { payment_id: id, stripe_payment_intent_id: intent } = await newCheckout(me);
  await confirm(intent, card);
  return { id, intent };
}
async function deliverOne(intent: string, type: string) {
  await deliver(await eventOf(intent, type));
  await runAllJobs();
}

test.each([
  ["charge.succeeded", "payment_intent.succeeded"],
  ["payment_intent.succeeded", "charge.succeeded"],
])("%s, then %s → paid, with the card of the charge", async (first, second) => {
  const { id, intent } = await paidAtStripe("pm_card_mastercard");
  await deliverOne(intent, first);
  await deliverOne(intent, second);
  expect(await summaryOf(id)).toBe("succeeded mastercard 4444");
  const { body } = await as(me).get(`/v2/payments/${id}`);
  expect(body.card).toEqual({ brand: "mastercard", last4: "4444" });
});

test("charge.succeeded: alone → the card is stored and linked to the payment, which is still unpaid here", async () => {
  const { id, intent } = await paidAtStripe();
  await deliverOne(intent, "charge.succeeded");
  expect(await summaryOf(id)).toBe("requires_payment_method visa 4242");
  const events = "select type, status from stripe_events where payment_id = $1";
  expect((await sql(events, [id])).rows).toEqual([{ type: "charge.succeeded", status: "handled" }]);
});

test("charge.succeeded: a charge of another integration, or without a card → handled, nothing stored", async () => {
  const { id, intent } = await paidAtStripe();
  const event = await eventOf(intent, "charge.succeeded");
  const object = event.data.object as Stripe.Charge;
  for (const change of [
    { payment_intent: "pi_of_another" },
    { payment_intent: null },
    { payment_method_details: null },
    { payment_method_details: { type: "klarna" } },
    { payment_method_details: { type: "card", card: { brand: "visa", last4: "42\u00004" } } },
  ]) {
    const eventId = `evt_${crypto.randomUUID().replaceAll("-", "")}`;
    await deliver({ ...event, id: eventId, data: { object: { ...object, ...change } } });
    await runAllJobs();
    const { rows } = await sql("select status from stripe_events where id = $1", [eventId]);
    expect([rows[0]?.status, (await row(id)).card_last4]).toEqual(["handled", null]);
  }
});

test("a declined card, and then another that pays → the card that paid; declined alone → none", async () => {
  const { payment_id: id, stripe_payment_intent_id: intent } = await newCheckout(me);
  await decline(intent);
  for (const event of await eventsOf(intent)) await deliver(event);
  await runAllJobs();
  expect((await row(id)).card_last4).toBeNull();
  await confirm(intent, "pm_card_mastercard");
  for (const event of await eventsOf(intent)) await deliver(event);
  await runAllJobs();
  expect(await summaryOf(id)).toBe("succeeded mastercard 4444");
});

test("POST /v2/payments/[id]/sync: every event lost → paid, with its card", async () => {
  const { id } = await paidAtStripe();
  await as(me).post(`/v2/payments/${id}/sync`);
  expect(await summaryOf(id)).toBe("succeeded visa 4242");
});

test("reconcile: a payment from before cards were stored → its card, without a finding", async () => {
  const { id, intent } = await paidAtStripe();
  await deliverOne(intent, "payment_intent.succeeded");
  expect(await summaryOf(id)).toBe("succeeded  ");
  expect((await compareRecent()).findings).toEqual([]);
  expect(await summaryOf(id)).toBe("succeeded visa 4242");
});

test("cardOf: a card with more than four digits → none, so that no number is stored", () => {
  const charge = (card: object) =>
    ({ payment_method_details: { card } }) as unknown as Stripe.Charge;
  expect(cardOf(charge({ brand: "visa", last4: "4242" }))).toEqual({
    brand: "visa",
    last4: "4242",
  });
  expect(cardOf(charge({ brand: "visa", last4: "4242424242424242" }))).toBeNull();
});
