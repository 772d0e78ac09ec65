import { beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { resumePurchase } from "@/lib/purchases";
import { type Admin, newAdmin, performAction } from "@/testing/actors/admin";
import { buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { payDeposit } from "@/testing/stripe/deposits";
import { control, deliver, eventsOf } from "@/testing/stripe/sandbox";
import type { OfferedAction } from "../schemas";
import { readPurchase } from "./purchases";

let admin: Admin;
let me: Trader;
beforeAll(async () => {
  admin = await newAdmin();
});
beforeEach(async () => {
  me = await newTrader();
});

async function page(id: number) {
  const found = await readPurchase(admin.ctx, String(id));
  if (!found) throw new Error("no such purchase");
  const { facts, notice, actions = [], steps = [] } = found;
  const toCard = facts.find(({ title }) => title === "Refund to card")?.facts ?? [];
  return {
    notice: notice ?? null,
    refund: toCard.map(({ label, value }) => [label, value]).filter(([, value]) => value !== null),
    steps: steps.filter(({ source }) => source === "Stripe").map(({ status }) => status),
    offer: actions.find(({ action }) => action === "purchase.refund_to_card"),
  };
}

async function bought() {
  const { paymentId, event } = await payDeposit(me, me.login, 50_000);
  // The card is in the event of the charge.
  const intent = event.data.object as { id: string };
  for (const other of await eventsOf(intent.id)) await deliver(other);
  await runAllJobs();
  const { id } = (await buyFromWallet(me)).body.purchase as { id: number };
  await runAllJobs();
  return { id, paymentId };
}

const confirmOffer = (offer: OfferedAction | undefined) =>
  performAction(admin, "purchase.refund_to_card", {
    ...offer?.input,
    idempotency_key: crypto.randomUUID(),
  });

const NAME = "$499.00 to Visa •••• 4242";

test("getDetail: a purchase whose fee is refunded to the card → each state, and what it waits for", async () => {
  const { id, paymentId } = await bought();
  const before = await page(id);
  expect(before.offer?.lines).toEqual([
    expect.stringMatching(/^\$499\.00 to Visa •••• 4242 \(top-up of \w{3} \d+, \d{4}\)$/),
  ]);
  expect((await confirmOffer(before.offer)).status).toBe(200);
  const requested = await page(id);
  expect(requested.refund[0]).toEqual([NAME, "card_refund_requested"]);
  expect(requested.notice).toContain(
    `It's sent to Stripe once the fee is back in wallet ${me.login}.`,
  );
  expect(requested.offer).toBeUndefined();
  await resumePurchase(systemContext(database(), "job_test"), id);
  const credited = await page(id);
  expect(credited.refund[0]).toEqual([NAME, "card_refund_pending"]);
  expect(credited.notice).toContain(`the fee is back in wallet ${me.login}`);
  await runAllJobs();
  const done = await page(id);
  expect([done.refund, done.notice, done.steps, done.offer]).toEqual([
    [
      [NAME, "refunded"],
      ["Top-up", paymentId],
    ],
    null,
    ["refunded"],
    undefined,
  ]);
});

test("getDetail: a refund to the card that was rejected → why, and another top-up can take it back", async () => {
  const { id, paymentId } = await bought();
  await confirmOffer((await page(id)).offer);
  const { rows } = await sql("select stripe_payment_intent_id as id from payments where id = $1", [
    paymentId,
  ]);
  await control(`payment_intents/${rows[0].id}/dispute`);
  for (const event of await eventsOf(rows[0].id)) await deliver(event);
  await runAllJobs();
  const rejected = await page(id);
  expect(rejected.refund.slice(0, 2)).toEqual([
    [NAME, "card_refund_rejected"],
    ["Reason", "The top-up is disputed, so a refund could pay the customer twice."],
  ]);
  expect(rejected.notice).toContain("not sent. The top-up is disputed");
  expect(rejected.offer).toBeUndefined();
  await payDeposit(me, me.login, 100_000);
  await runAllJobs();
  const { offer } = await page(id);
  expect(offer).toMatchObject({ refund: { isCanceled: true }, input: { id } });
  expect((await confirmOffer(offer)).status).toBe(200);
  await runAllJobs();
  expect((await page(id)).notice).toBeNull();
});

test("getDetail: a challenge that is suspended because its wallet owes → canceled to the wallet alone", async () => {
  const { id, paymentId } = await bought();
  await sql(
    "update challenges set held_at = now(), hold_reason = 'deposit_disputed', hold_payment_id = $2 where purchase_id = $1",
    [id, paymentId],
  );
  expect((await page(id)).offer).toBeUndefined();
  const found = await readPurchase(admin.ctx, String(id));
  expect(found?.actions?.map(({ action }) => action)).toEqual(["purchase.rollback"]);
});

test("getDetail: no top-up can take the fee back → the action says why", async () => {
  me = await newTrader(100_000n);
  const { id } = (await buyFromWallet(me)).body.purchase;
  const { offer } = await page(id);
  expect(offer?.problem).toContain(`No top-up of wallet ${me.login} can be refunded to a card.`);
  expect(offer?.lines).toBeUndefined();
});
