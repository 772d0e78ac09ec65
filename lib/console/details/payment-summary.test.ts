import { beforeAll, expect, test } from "vitest";
import { inspectReceipt } from "@/lib/payments";
import { stripe } from "@/lib/payments/stripe";
import { type Admin, newAdmin } from "@/testing/actors/admin";
import { contextOf, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { startCheckout, startPayment } from "@/testing/stripe/payments";
import { confirm, decline, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { getDetail } from "../get-detail";

let admin: Admin;
let me: Trader;
beforeAll(async () => {
  admin = await newAdmin();
  me = await newTrader();
  await sql("update customers set name = 'Ana Lopez' where public_id = $1", [me.publicId]);
});

const start = async () => {
  const { payment_id: id, stripe_payment_intent_id: intent } = await startCheckout(me, {
    key: crypto.randomUUID(),
  });
  return { id, intent };
};
async function deliverEvents(intent: string) {
  for (const event of await eventsOf(intent)) await deliver(event);
  await runAllJobs();
}
const summaryOf = async (id: string) => (await getDetail(admin.ctx, "payments", id)).payment;

test("getDetail: a paid payment, a part of it refunded → customer, card, times, what was returned, and its emails alone", async () => {
  const other = await start();
  await confirm(other.intent);
  await deliverEvents(other.intent);
  const { id, intent } = await start();
  await confirm(intent, "pm_card_mastercard");
  await deliverEvents(intent);
  await stripe().refunds.create({ payment_intent: intent, amount: 5_000 });
  await deliverEvents(intent);
  const summary = await summaryOf(id);
  expect(summary).toEqual({
    payment_id: id,
    customer: { id: me.publicId, name: "Ana Lopez", email: me.email },
    card: { brand: "mastercard", last4: "4444" },
    created_at: expect.any(String),
    paid_at: expect.any(String),
    failure_reason: null,
    is_canceled: false,
    amount_cents: 19_900,
    currency: "usd",
    returned_cents: 5_000,
    stripe_url: null,
    emails: expect.any(Object),
    same_orders: [{ payment_id: other.id, status: "succeeded", paid_at: expect.any(String) }],
  });
  expect(summary?.emails.rows.map(({ kind, status }) => [kind, status]).sort()).toEqual([
    ["account-ready", "sent"],
    ["receipt", "sent"],
    ["refund-issued", "sent"],
  ]);
  expect(summary?.emails.rows.every(({ at }) => !Number.isNaN(Date.parse(at)))).toBe(true);
});

test("getDetail: paid twice for the same within a day → each names the other; unpaid, of another price or a day later → not", async () => {
  const customer = await newTrader();
  const pay = async (isPaid = true) => {
    const { id, intent } = await startPayment(customer);
    if (isPaid) await confirm(intent);
    await deliverEvents(intent);
    return id;
  };
  const [first, second, dearer, later] = [await pay(), await pay(), await pay(), await pay()];
  const unpaid = await pay(false);
  await sql("update payments set amount_cents = amount_cents + 1 where id = $1", [dearer]);
  await sql("update payments set paid_at = paid_at + interval '25 hours' where id = $1", [later]);
  const others = async (id: string) =>
    (await summaryOf(id))?.same_orders.map(({ payment_id }) => payment_id);
  expect(await others(first)).toEqual([second]);
  expect(await others(second)).toEqual([first]);
  for (const id of [dearer, later, unpaid]) expect(await others(id)).toEqual([]);
});

test("getDetail: a declined payment → Stripe's code, no card, no emails; of another record → no summary", async () => {
  const { id, intent } = await start();
  await decline(intent, "pm_card_chargeDeclinedInsufficientFunds");
  await deliverEvents(intent);
  expect(await summaryOf(id)).toMatchObject({
    failure_reason: "insufficient_funds",
    is_canceled: false,
    card: null,
    paid_at: null,
    returned_cents: 0,
  });
  expect((await getDetail(admin.ctx, "customers", me.publicId)).payment).toBeNull();
});

test("inspectReceipt: an admin → the customer's receipt; a trader → FORBIDDEN; an unpaid payment or none → NOT_FOUND", async () => {
  const { id, intent } = await start();
  const receipt = (ctx = admin.ctx, of = id) => inspectReceipt(ctx, of);
  await expect(receipt()).rejects.toMatchObject({ code: "NOT_FOUND" });
  await confirm(intent);
  await deliverEvents(intent);
  expect(await receipt()).toMatchObject({
    payment_id: id,
    buyer: { name: "Ana Lopez", email: me.email },
    paid_with: { kind: "card", last4: "4242" },
  });
  await expect(receipt(contextOf(me))).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(receipt(admin.ctx, "pay_none")).rejects.toMatchObject({ code: "NOT_FOUND" });
});
