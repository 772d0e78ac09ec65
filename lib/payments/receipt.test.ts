import { beforeAll, expect, test, vi } from "vitest";
import { getChallengeReceipt } from "@/lib/challenges";
import { listPropAccounts } from "@/lib/prop-accounts";
import { anonymousCtx } from "@/testing/actors/contexts";
import { buyFromWallet, contextOf, newTrader, walletOf } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { payDeposit } from "@/testing/stripe/deposits";
import { startCheckout } from "@/testing/stripe/payments";
import { buyByCard } from "@/testing/stripe/program-payments";
import { confirm, control, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { getPayment } from "./read";
import { getReceipt } from "./receipt";
import { stripe } from "./stripe";

Object.assign(process.env, {
  FIRM_NAME: "The Firm",
  FIRM_ADDRESS: "1 Example Street, 10115 Berlin",
  FIRM_TAX_NUMBER: "DE 123",
});

let me: Awaited<ReturnType<typeof newTrader>>;
beforeAll(async () => {
  me = await newTrader(49_900n);
});

async function start() {
  const bought = await startCheckout(me, { key: crypto.randomUUID() });
  return { id: bought.payment_id as string, intent: bought.stripe_payment_intent_id as string };
}
async function deliverEvents(intent: string) {
  for (const event of await eventsOf(intent)) await deliver(event);
  await runAllJobs();
}
async function pay() {
  const payment = await start();
  await confirm(payment.intent);
  await deliverEvents(payment.intent);
  return payment;
}
const receipt = (id: string, ctx = contextOf(me)) => getReceipt(ctx, id);
const missing = { code: "NOT_FOUND" };

test("GET /v2/payments/[id]/receipt: a paid payment → seller, item, buyer, amount and card", async () => {
  const { id, intent } = await pay();
  expect(await receipt(id)).toEqual({
    number: expect.stringMatching(/^R-\d{6}$/),
    payment_id: id,
    paid_at: expect.any(String),
    seller: {
      name: "The Firm",
      address: ["1 Example Street", "10115 Berlin"],
      tax_number: "DE 123",
      email: "support@propdesk.test",
    },
    buyer: { name: null, email: me.email },
    bought: { name: "One-step 25K, Crypto", account: { size: 25_000, currency: "usd" } },
    amount_cents: 19_900,
    currency: "usd",
    terms: { name: "Version 1", path: "/terms?version=1" },
    paid_with: {
      kind: "card",
      brand: "visa",
      last4: "4242",
      stripe_payment_intent_id: intent,
    },
    given_back: [],
    failed_refunds: [],
  });
});

test("getReceipt: refunds, and a lost dispute → listed", async () => {
  const { id, intent } = await pay();
  await stripe().refunds.create({ payment_intent: intent, amount: 5_000 });
  const { id: dispute } = await control(`payment_intents/${intent}/dispute`);
  await deliverEvents(intent);
  const back = async () => (await receipt(id)).given_back.map((it) => [it.kind, it.amount_cents]);
  expect(await back()).toEqual([["refund", 5_000]]);
  expect(await getPayment(contextOf(me), id)).toMatchObject({ dispute: "open" });
  const reasons = async () => {
    const { rows } = await listPropAccounts(contextOf(me), { limit: 1, payment_id: id });
    return rows.map(({ status, status_reason }) => [status, status_reason]);
  };
  expect(await reasons()).toEqual([["suspended", "dispute"]]);
  await control(`disputes/${dispute}/lose`);
  await deliverEvents(intent);
  expect(await back()).toContainEqual(["dispute", expect.any(Number)]);
  expect(await getPayment(contextOf(me), id)).toMatchObject({
    status: "disputed",
    dispute: "lost",
  });
  expect(await reasons()).toEqual([["closed", "dispute_lost"]]);
});

test("getReceipt: a deposit → its wallet", async () => {
  const login = await walletOf(me.publicId);
  const paid = await payDeposit(me, login);
  await runAllJobs();
  expect(await receipt(paid.paymentId)).toMatchObject({
    bought: { name: `Wallet top-up · ${login}`, account: null },
  });
});

test("getReceipt: Stripe is unavailable → a receipt with the PaymentIntent in place of the card", async () => {
  const { id, intent } = await pay();
  await sql("update payments set card_brand = null, card_last4 = null where id = $1", [id]);
  vi.spyOn(stripe().paymentIntents, "retrieve").mockRejectedValue(new Error("away"));
  expect((await receipt(id)).paid_with).toEqual({
    kind: "stripe",
    stripe_payment_intent_id: intent,
  });
  vi.restoreAllMocks();
});

test("getReceipt: the card is stored → shown without a request to Stripe; of an older payment → fetched once and stored", async () => {
  const { id } = await pay();
  const retrieve = vi.spyOn(stripe().paymentIntents, "retrieve");
  const visa = { kind: "card", brand: "visa", last4: "4242" };
  expect((await receipt(id)).paid_with).toMatchObject(visa);
  expect(retrieve).not.toHaveBeenCalled();
  await sql("update payments set card_brand = null, card_last4 = null where id = $1", [id]);
  for (const _ of [1, 2]) expect((await receipt(id)).paid_with).toMatchObject(visa);
  expect(retrieve).toHaveBeenCalledTimes(1);
  vi.restoreAllMocks();
  expect((await getPayment(contextOf(me), id)).card).toEqual({ brand: "visa", last4: "4242" });
});

test("getReceipt: an unpaid payment, or another customer's → NOT_FOUND", async () => {
  const { id: open } = await start();
  await expect(receipt(open)).rejects.toMatchObject(missing);
  const { id } = await pay();
  await expect(receipt(id, contextOf(await newTrader()))).rejects.toMatchObject(missing);
  await expect(getReceipt(anonymousCtx(), id)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await expect(receipt("pay_none")).rejects.toMatchObject(missing);
});

test("getChallengeReceipt: a challenge bought from a wallet → a receipt; a free one → NOT_FOUND", async () => {
  const { body } = await buyFromWallet(me);
  const { id } = body.challenge;
  expect(await getChallengeReceipt(contextOf(me), id)).toMatchObject({
    number: `P-${String(body.purchase.id).padStart(6, "0")}`,
    payment_id: null,
    bought: {
      name: body.purchase.program_name,
      account: { size: 100_000, currency: "usd" },
    },
    amount_cents: 49_900,
    currency: "usd",
    paid_with: { kind: "wallet", login: me.login, order: body.payment_order },
    given_back: [],
    failed_refunds: [],
  });
  const other = await newTrader();
  await expect(getChallengeReceipt(contextOf(other), id)).rejects.toMatchObject(missing);
});

test("getChallengeReceipt: a challenge that a card paid for → NOT_FOUND: its payment has the receipt", async () => {
  const me = await newTrader();
  const { paymentId } = await buyByCard(me);
  const { challenge_id: id } = (await as(me).get(`/v2/payments/${paymentId}`)).body;
  expect(id).toEqual(expect.any(Number));
  await expect(getChallengeReceipt(contextOf(me), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await getReceipt(contextOf(me), paymentId)).toMatchObject({ amount_cents: 49_900 });
});
