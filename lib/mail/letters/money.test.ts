import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { stripe } from "@/lib/payments/stripe";
import { sql } from "@/testing/callers";
import { type Admin, act, newAdmin, REASON } from "@/testing/console";
import { postDeposit } from "@/testing/deposits";
import { headerOf, mailServer, partsOf } from "@/testing/mail-server";
import { buy, confirm, control, deliver, eventsOf, workOff } from "@/testing/stripe";
import { buyThroughRoute, newTrader, type Trader } from "@/testing/trading";

const server = await mailServer();
let admin: Admin;
let me: Trader;
beforeAll(async () => {
  admin = await newAdmin();
});
beforeEach(async () => {
  await workOff();
  me = await newTrader(60_000n);
});
afterEach(() => server.received.splice(0));

/** The emails since the last call: each as its subject and its text. */
function newEmails() {
  const emails = server.received.splice(0);
  for (const { to } of emails) expect(to).toEqual([me.email]);
  return emails.map(({ raw }) => ({ subject: headerOf(raw, "Subject"), text: partsOf(raw).text }));
}
const subjects = () => newEmails().map(({ subject }) => subject);

/** Everything that Stripe has to tell of a payment, twice and in this order. */
async function hear(intent: string, order: "as it happened" | "reversed" = "as it happened") {
  const events = await eventsOf(intent);
  if (order === "reversed") events.reverse();
  for (const event of events) {
    await deliver(event);
    await deliver({ ...event, id: `${event.id}_again` });
  }
  await workOff();
}

async function paid(card?: string) {
  const headers = { ...me.appHeaders, "idempotency-key": crypto.randomUUID() };
  const { payment_id: id, stripe_payment_intent_id: intent } = await buy(headers);
  await confirm(intent, card);
  await hear(intent);
  newEmails();
  const { rows } = await sql("select id from prop_accounts where payment_id = $1", [id]);
  return { id, intent, account: rows[0].id as string };
}
const refund = (id: string, amount_cents: number) =>
  act(admin, "payment.refund", { id, amount_cents, idempotency_key: crypto.randomUUID() });

test("payment.refund: a part, then the rest → an email each; the second also says that the account is closed", async () => {
  const { id, intent } = await paid();
  await refund(id, 5_000);
  await hear(intent);
  const [part, ...more] = newEmails();
  expect([part?.subject, more]).toEqual(["We refunded $50.00", []]);
  expect(part?.text).toContain("We refunded $50.00 of your payment of $199.00.");
  expect(part?.text).toContain("goes back to the card you paid with");
  expect(part?.text).toContain("Your account stays as it is.");
  expect(part?.text).toContain(`quote ${id}`);
  expect(part?.text).not.toContain(REASON);
  await refund(id, 14_900);
  await hear(intent, "reversed");
  const [rest, ...others] = newEmails();
  expect([rest?.subject, others]).toEqual(["We refunded $149.00", []]);
  expect(rest?.text).toContain("The account that this payment bought is closed.");
});

test.each(["as it happened", "reversed"] as const)(
  "refund.failed: told %s → one email that the refund didn't arrive, none that the account is active",
  async (order) => {
    const { id, intent } = await paid();
    await refund(id, 19_900);
    await workOff();
    newEmails();
    const [made] = (await stripe().refunds.list({ payment_intent: intent })).data;
    await control(`refunds/${made?.id}/fail`);
    await hear(intent, order);
    const [failed, ...more] = newEmails();
    expect([failed?.subject, more]).toEqual(["Your refund of $199.00 didn't arrive", []]);
    expect(failed?.text).toContain("the money hasn't reached you");
    expect(failed?.text).toContain("is open again");
  },
);

test("refund.failed: the last of the parts that had closed the account → the email says that it is open again", async () => {
  const { id, intent } = await paid();
  await refund(id, 15_000);
  await refund(id, 4_900);
  await workOff();
  newEmails();
  const [last] = (await stripe().refunds.list({ payment_intent: intent })).data;
  expect(last?.amount).toBe(4_900);
  await control(`refunds/${last?.id}/fail`);
  await hear(intent);
  const [failed, ...more] = newEmails();
  expect([failed?.subject, more]).toEqual(["Your refund of $49.00 didn't arrive", []]);
  expect(failed?.text).toContain("is open again");
});

test("refund.failed: refunded in full before its email was sent → no word of another way to pay it", async () => {
  const { intent } = await paid();
  const { id } = await stripe().refunds.create({ payment_intent: intent });
  await control(`refunds/${id}/fail`);
  await stripe().refunds.create({ payment_intent: intent });
  await hear(intent);
  const failed = newEmails().find(({ subject }) => subject?.includes("didn't arrive"));
  expect(failed?.text).toContain("Since then your payment was refunded in full");
  expect(failed?.text).not.toContain("another way");
});

test("refund.failed: known before the refund's own email was sent → that it didn't arrive, and nothing else", async () => {
  const { intent } = await paid();
  const { id } = await stripe().refunds.create({ payment_intent: intent });
  await control(`refunds/${id}/fail`);
  await hear(intent);
  expect(subjects()).toEqual(["Your refund of $199.00 didn't arrive"]);
});

test("refund.updated: a pending refund is canceled → an email that it was, and the account is open", async () => {
  const { id, intent, account } = await paid("pm_card_pendingRefund");
  await refund(id, 19_900);
  await workOff();
  expect(subjects()).toEqual(["We refunded $199.00"]);
  const [made] = (await stripe().refunds.list({ payment_intent: intent })).data;
  await control(`refunds/${made?.id}/cancel`);
  await hear(intent);
  expect(subjects()).toEqual(["Your refund of $199.00 was canceled"]);
  const { rows } = await sql("select status from prop_accounts where id = $1", [account]);
  expect(rows).toEqual([{ status: "active" }]);
});

test("charge.dispute.closed: lost → an email that the account is closed, with the reason", async () => {
  const { intent } = await paid();
  const { id } = await control(`payment_intents/${intent}/dispute`);
  await hear(intent);
  await control(`disputes/${id}/lose`);
  await hear(intent);
  const [suspended, closed, ...more] = newEmails();
  expect([suspended?.subject, closed?.subject, more]).toEqual([
    "Your $25,000 account is suspended",
    "Your $25,000 account is closed",
    [],
  ]);
  expect(closed?.text).toContain("decided the dispute against us");
});

test("account.suspend, reinstate, close: by the firm → an email each with what the customer may know, never the operator's reason", async () => {
  const { account: id } = await paid();
  await act(admin, "account.suspend", { id, customer_reason: "verification" });
  await workOff();
  await act(admin, "account.reinstate", { id });
  await workOff();
  await act(admin, "account.close", { id, customer_reason: "customer_request" });
  await workOff();
  const emails = newEmails();
  expect(emails.map(({ subject }) => subject)).toEqual([
    "Your $25,000 account is suspended",
    "Your $25,000 account is active again",
    "Your $25,000 account is closed",
  ]);
  expect(emails[0]?.text).toContain("until we have verified your details");
  expect(emails[2]?.text).toContain("because you asked us to");
  expect(emails[2]?.text).toContain("Closing it moved no money.");
  expect(JSON.stringify(emails)).not.toContain(REASON);
});

test("a deposit: refunded, then disputed, then won → an email each, and nothing twice", async () => {
  const { body } = await postDeposit(me.appHeaders, { login: me.login, amount_cents: 5_000 });
  const intent: string = body.stripe_payment_intent_id;
  await confirm(intent);
  await hear(intent);
  expect(subjects()).toEqual(["Receipt for $50.00"]);
  await refund(body.payment_id, 1_000);
  await hear(intent);
  const [part] = newEmails();
  expect(part?.text).toContain(`taken out of wallet ${me.login}`);
  const { id } = await control(`payment_intents/${intent}/dispute`);
  await hear(intent);
  const [disputed, ...more] = newEmails();
  expect(disputed?.text).toContain(`this amount isn't in wallet ${me.login}`);
  expect(more).toEqual([]);
  await control(`disputes/${id}/win`);
  await hear(intent);
  expect(subjects()).toEqual([
    expect.stringMatching(/^Your deposit of .* is back in your wallet$/),
  ]);
});

test("purchase.rollback: a running challenge → one email, once the fee is back", async () => {
  const { body } = await buyThroughRoute(me);
  await workOff();
  newEmails();
  await act(admin, "purchase.rollback", { id: body.purchase.id });
  expect(newEmails()).toEqual([]);
  await workOff();
  const [ended, ...more] = newEmails();
  expect([ended?.subject, more]).toEqual([
    expect.stringMatching(/^Your challenge .* was canceled$/),
    [],
  ]);
  expect(ended?.text).toContain(`The fee of $499.00 is back in wallet ${me.login}.`);
  expect(ended?.text).not.toContain(REASON);
});

test("challenge.grant, then purchase.rollback: no fee → emails that say so", async () => {
  const { body } = await act(admin, "challenge.grant", {
    user_id: me.publicId,
    program_id: 1,
    idempotency_key: crypto.randomUUID(),
  });
  await workOff();
  await act(admin, "purchase.rollback", { id: Number(body.id) });
  await workOff();
  const [started, ended, ...more] = newEmails();
  expect(started?.text).toContain("has started");
  expect(ended?.text).toContain("No fee was taken for it.");
  expect(more).toEqual([]);
});

test("wallet.credit, wallet.debit: sent twice with one key → one email each, with the balance", async () => {
  for (const [action, amount_cents] of [
    ["wallet.credit", 2_000],
    ["wallet.debit", 500],
  ] as const) {
    const ask = { login: me.login, amount_cents, idempotency_key: crypto.randomUUID() };
    await Promise.all([act(admin, action, ask), act(admin, action, ask)]);
    await act(admin, action, ask);
    await workOff();
  }
  const [credit, debit, ...more] = newEmails();
  expect([credit?.subject, debit?.subject, more]).toEqual([
    "We added $20.00 to your wallet",
    "We took $5.00 out of your wallet",
    [],
  ]);
  expect(credit?.text).toContain("It has $620.00 now.");
  expect(debit?.text).toContain("It has $615.00 now.");
});
