import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { stripe } from "@/lib/payments/stripe";
import { type Admin, newAdmin, performAction, REASON } from "@/testing/actors/admin";
import { buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { headerOf, mailServer, partsOf } from "@/testing/stand-ins/mail-server";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, control, deliver, eventsOf } from "@/testing/stripe/sandbox";

const server = await mailServer();
let admin: Admin;
let trader: Trader;
beforeAll(async () => {
  admin = await newAdmin();
});
beforeEach(async () => {
  await runAllJobs();
  trader = await newTrader(60_000n);
});
afterEach(() => server.received.splice(0));

/** The emails that were received since the last call: the subject and text of each. */
function newEmails() {
  const emails = server.received.splice(0);
  for (const { to } of emails) expect(to).toEqual([trader.email]);
  return emails.map(({ raw }) => ({ subject: headerOf(raw, "Subject"), text: partsOf(raw).text }));
}
const subjects = () => newEmails().map(({ subject }) => subject);

/** Delivers all Stripe events of a payment, each twice, in this order, and runs their jobs. */
async function deliverEvents(intent: string, order: "in order" | "reversed" = "in order") {
  const events = await eventsOf(intent);
  if (order === "reversed") events.reverse();
  for (const event of events) {
    await deliver(event);
    await deliver({ ...event, id: `${event.id}_again` });
  }
  await runAllJobs();
}

async function paid(card?: string) {
  const { payment_id: id, stripe_payment_intent_id: intent } = await startCheckout(trader, {
    key: crypto.randomUUID(),
  });
  await confirm(intent, card);
  await deliverEvents(intent);
  newEmails();
  const { rows } = await sql("select id from prop_accounts where payment_id = $1", [id]);
  return { id, intent, account: rows[0].id as string };
}
const refund = (id: string, amount_cents: number) =>
  performAction(admin, "payment.refund", {
    id,
    amount_cents,
    idempotency_key: crypto.randomUUID(),
  });

test("payment.refund: in part, then the rest → an email each, the second says that the account is closed", async () => {
  const { id, intent } = await paid();
  await refund(id, 5_000);
  await deliverEvents(intent);
  const [part, ...others] = newEmails();
  expect([part?.subject, others]).toEqual(["We refunded $50.00", []]);
  expect(part?.text).toContain("We refunded $50.00 of your payment of $199.00.");
  expect(part?.text).toContain("on the card you paid with");
  expect(part?.text).toContain("Your account isn't affected.");
  expect(part?.text).toContain(`(reference: ${id})`);
  expect(part?.text).not.toContain(REASON);
  await refund(id, 14_900);
  await deliverEvents(intent, "reversed");
  const rest = newEmails();
  expect(rest.map(({ subject }) => subject)).toEqual(["We refunded $149.00"]);
  expect(rest[0]?.text).toContain("The account you bought with this payment is closed.");
});

test.each(["in order", "reversed"] as const)(
  "refund.failed: events delivered %s → one email that the refund failed, none that the account is active",
  async (order) => {
    const { id, intent } = await paid();
    await refund(id, 19_900);
    await runAllJobs();
    newEmails();
    const [issued] = (await stripe().refunds.list({ payment_intent: intent })).data;
    await control(`refunds/${issued?.id}/fail`);
    await deliverEvents(intent, order);
    const [failed, ...others] = newEmails();
    expect([failed?.subject, others]).toEqual(["Your refund of $199.00 didn't arrive", []]);
    expect(failed?.text).toContain("the money hasn't reached you");
    expect(failed?.text).toContain("is open again");
  },
);

test("refund.failed: the last of two partial refunds → the email says that the account is open again", async () => {
  const { id, intent } = await paid();
  await refund(id, 15_000);
  await refund(id, 4_900);
  await runAllJobs();
  newEmails();
  const [last] = (await stripe().refunds.list({ payment_intent: intent })).data;
  expect(last?.amount).toBe(4_900);
  await control(`refunds/${last?.id}/fail`);
  await deliverEvents(intent);
  const [failed, ...others] = newEmails();
  expect([failed?.subject, others]).toEqual(["Your refund of $49.00 didn't arrive", []]);
  expect(failed?.text).toContain("is open again");
});

test("refund.failed: refunded in full before the email is sent → the email doesn't mention another way to pay", async () => {
  const { intent } = await paid();
  const { id } = await stripe().refunds.create({ payment_intent: intent });
  await control(`refunds/${id}/fail`);
  await stripe().refunds.create({ payment_intent: intent });
  await deliverEvents(intent);
  const failed = newEmails().find(({ subject }) => subject?.includes("didn't arrive"));
  expect(failed?.text).toContain("Your payment has since been fully refunded");
  expect(failed?.text).not.toContain("another way");
});

test("refund.failed: before the email of the refund is sent → only the email that it failed", async () => {
  const { intent } = await paid();
  const { id } = await stripe().refunds.create({ payment_intent: intent });
  await control(`refunds/${id}/fail`);
  await deliverEvents(intent);
  expect(subjects()).toEqual(["Your refund of $199.00 didn't arrive"]);
});

test("refund.updated: a pending refund is canceled → an email that it was, and the account is open", async () => {
  const { id, intent, account } = await paid("pm_card_pendingRefund");
  await refund(id, 19_900);
  await runAllJobs();
  expect(subjects()).toEqual(["We refunded $199.00"]);
  const [issued] = (await stripe().refunds.list({ payment_intent: intent })).data;
  await control(`refunds/${issued?.id}/cancel`);
  await deliverEvents(intent);
  expect(subjects()).toEqual(["Your refund of $199.00 was canceled"]);
  const { rows } = await sql("select status from prop_accounts where id = $1", [account]);
  expect(rows).toEqual([{ status: "active" }]);
});

test("charge.dispute.closed: lost → an email that the account is closed, with the reason", async () => {
  const { intent } = await paid();
  const { id } = await control(`payment_intents/${intent}/dispute`);
  await deliverEvents(intent);
  await control(`disputes/${id}/lose`);
  await deliverEvents(intent);
  const [suspended, closed, ...others] = newEmails();
  expect([suspended?.subject, closed?.subject, others]).toEqual([
    "Your $25,000 account is suspended",
    "Your $25,000 account is closed",
    [],
  ]);
  expect(closed?.text).toContain(
    "decided in the cardholder's favor and reversed the payment of $199.00",
  );
});

test("account.suspend, account.reinstate, account.close → an email each with the customer's reason, without the operator's", async () => {
  const { account: id } = await paid();
  await performAction(admin, "account.suspend", { id, customer_reason: "verification" });
  await runAllJobs();
  await performAction(admin, "account.reinstate", { id });
  await runAllJobs();
  await performAction(admin, "account.close", { id, customer_reason: "customer_request" });
  await runAllJobs();
  const emails = newEmails();
  expect(emails.map(({ subject }) => subject)).toEqual([
    "Your $25,000 account is suspended",
    "Your $25,000 account is active again",
    "Your $25,000 account is closed",
  ]);
  expect(emails[0]?.text).toContain("until we've verified your details");
  expect(emails[2]?.text).toContain("because you asked us to");
  expect(emails[2]?.text).toContain("Closing it doesn't refund your payment.");
  expect(JSON.stringify(emails)).not.toContain(REASON);
});

test("a deposit: refunded in part, disputed, then won → one email each", async () => {
  const { body } = await as(trader).post("/v2/payments/deposits", {
    login: trader.login,
    amount_cents: 5_000,
  });
  const intent: string = body.stripe_payment_intent_id;
  await confirm(intent);
  await deliverEvents(intent);
  expect(subjects()).toEqual(["Receipt for $50.00"]);
  await refund(body.payment_id, 1_000);
  await deliverEvents(intent);
  const [part] = newEmails();
  expect(part?.text).toContain(`Wallet top-up · ${trader.login}`);
  expect(part?.text).toContain("We took the same amount out of your wallet.");
  const { id } = await control(`payment_intents/${intent}/dispute`);
  await deliverEvents(intent);
  const [disputed, ...others] = newEmails();
  expect(disputed?.text).toContain("this amount isn't in your wallet");
  expect(others).toEqual([]);
  await control(`disputes/${id}/win`);
  await deliverEvents(intent);
  expect(subjects()).toEqual([expect.stringMatching(/^Your top-up of .* is back in your wallet$/)]);
});

test("purchase.rollback: a running challenge → one email, after the fee is refunded", async () => {
  const { body } = await buyFromWallet(trader);
  await runAllJobs();
  newEmails();
  await performAction(admin, "purchase.rollback", { id: body.purchase.id });
  expect(newEmails()).toEqual([]);
  await runAllJobs();
  const [ended, ...others] = newEmails();
  expect([ended?.subject, others]).toEqual([
    expect.stringMatching(/^Your .* challenge was canceled$/),
    [],
  ]);
  expect(ended?.text).toContain("We returned the fee of $499.00 to your wallet.");
  expect(ended?.text).toContain(`$499.00, returned to wallet ${trader.login}`);
  expect(ended?.text).not.toContain(REASON);
});

test("challenge.grant, then purchase.rollback: no fee → emails that say so", async () => {
  const { body } = await performAction(admin, "challenge.grant", {
    user_id: trader.publicId,
    program_id: 1,
    idempotency_key: crypto.randomUUID(),
  });
  await runAllJobs();
  await performAction(admin, "purchase.rollback", { id: Number(body.id) });
  await runAllJobs();
  const [started, ended, ...others] = newEmails();
  expect(started?.text).toContain("challenge is ready");
  expect(ended?.text).toContain("You weren't charged.");
  expect(others).toEqual([]);
});

test("wallet.credit, wallet.debit: sent twice with one key → one email each, with the balance", async () => {
  for (const [action, amount_cents] of [
    ["wallet.credit", 2_000],
    ["wallet.debit", 500],
  ] as const) {
    const input = { login: trader.login, amount_cents, idempotency_key: crypto.randomUUID() };
    await Promise.all([performAction(admin, action, input), performAction(admin, action, input)]);
    await performAction(admin, action, input);
    await runAllJobs();
  }
  const [credit, debit, ...others] = newEmails();
  expect([credit?.subject, debit?.subject, others]).toEqual([
    "We added $20.00 to your wallet",
    "We took $5.00 out of your wallet",
    [],
  ]);
  expect(credit?.text).toContain("Your balance is now $620.00.");
  expect(debit?.text).toContain("Your balance is now $615.00.");
});
