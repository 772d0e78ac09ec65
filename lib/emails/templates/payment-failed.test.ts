import { afterEach, beforeEach, expect, test } from "vitest";
import { stripe } from "@/lib/payments/stripe";
import { newCustomer } from "@/testing/actors/customer";
import { newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { mailServer, partsOf, subjectsOf } from "@/testing/stand-ins/mail-server";
import { payForAccount, startPayment } from "@/testing/stripe/payments";
import { buyByCard, startProgramPayment } from "@/testing/stripe/program-payments";
import { confirm, decline, deliver, eventsOf } from "@/testing/stripe/sandbox";

const server = await mailServer();

beforeEach(runAllJobs);
afterEach(() => {
  server.received.length = 0;
});
const subjects = () => subjectsOf(server.received);

/** Runs the jobs that send the emails about declines half an hour later. */
async function sendScheduledEmails() {
  await sql(
    "update graphile_worker._private_jobs set run_at = now() where task_id = (select id from graphile_worker._private_tasks where identifier = 'confirm-decline')",
  );
  await runAllJobs();
}

test("payment_intent.payment_failed: three declines in a row → one email, half an hour later", async () => {
  const customer = await newCustomer();
  const payment = await startPayment(customer);
  for (const reason of ["", "ExpiredCard", "InsufficientFunds"]) {
    await decline(payment.intent, `pm_card_chargeDeclined${reason}`);
    for (const event of await eventsOf(payment.intent, "payment_intent.payment_failed")) {
      await deliver(event);
    }
    await runAllJobs();
  }
  const [event] = (await eventsOf(payment.intent, "payment_intent.payment_failed")).reverse();
  await deliver({ ...event, id: `${event?.id}_again` });
  await runAllJobs();
  const { rows } = await sql(
    "select run_at - now() between interval '20 min' and interval '30 min' as later from graphile_worker.jobs where task_identifier = 'confirm-decline'",
  );
  expect([subjects(), rows]).toEqual([[], [{ later: true }]]);
  await sendScheduledEmails();
  await deliver({ ...event, id: `${event?.id}_later` });
  await decline(payment.intent, "pm_card_chargeDeclinedIncorrectCvc");
  for (const late of await eventsOf(payment.intent)) await deliver(late);
  await runAllJobs();
  await sendScheduledEmails();
  expect(subjects()).toEqual(["Your payment of $199.00 didn't go through"]);
  const { text } = partsOf(server.received[0]?.raw ?? "");
  expect(text).toContain("You haven't been charged.");
  expect(text).toContain("The card has insufficient funds.");
  expect(text).toContain(`http://propdesk.localhost/checkout/complete?payment_id=${payment.id}`);
});

test.each([
  ["paid with another card", (intent: string) => confirm(intent)],
  ["canceled", (intent: string) => stripe().paymentIntents.cancel(intent)],
])(
  "payment_intent.payment_failed: %s within half an hour → no email about the decline",
  async (_, then) => {
    const customer = await newCustomer();
    const payment = await startPayment(customer);
    await decline(payment.intent);
    for (const event of await eventsOf(payment.intent)) await deliver(event);
    await runAllJobs();
    await then(payment.intent);
    for (const event of await eventsOf(payment.intent)) await deliver(event);
    await runAllJobs();
    await sendScheduledEmails();
    expect(subjects()).not.toContain("Your payment of $199.00 didn't go through");
  },
);

test("payment_intent.payment_failed: paid by another payment within half an hour → no email about the decline", async () => {
  const customer = await newCustomer();
  const payment = await startPayment(customer);
  await decline(payment.intent);
  for (const event of await eventsOf(payment.intent)) await deliver(event);
  await payForAccount(customer);
  await runAllJobs();
  await sendScheduledEmails();
  expect(subjects()).toEqual(["Receipt for $199.00", "Your $25,000 account is ready"]);
});

test("payment_intent.payment_failed: another payment bought the same program → no email about the decline", async () => {
  const trader = await newTrader();
  const payment = await startProgramPayment(trader);
  await decline(payment.intent);
  for (const event of await eventsOf(payment.intent)) await deliver(event);
  await buyByCard(trader);
  await sendScheduledEmails();
  expect(subjects()).not.toContain("Your payment of $499.00 didn't go through");
});

test("payment_intent.payment_failed: a top-up is declined, and a program is bought by card → the email about the decline", async () => {
  const trader = await newTrader();
  const { body } = await as(trader).post("/v2/payments/deposits", {
    login: trader.login,
    amount_cents: 5_000,
  });
  const intent = body.stripe_payment_intent_id;
  await decline(intent);
  for (const event of await eventsOf(intent)) await deliver(event);
  await buyByCard(trader);
  await sendScheduledEmails();
  expect(subjects()).toContain("Your payment of $50.00 didn't go through");
});
