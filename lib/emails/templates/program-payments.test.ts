import { beforeEach, expect, test } from "vitest";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { copyProgram } from "@/testing/catalog/own-program";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { headerOf, mailServer, partsOf } from "@/testing/stand-ins/mail-server";
import { buyByCard, deliverAll, payForProgram, program1 } from "@/testing/stripe/program-payments";
import { control } from "@/testing/stripe/sandbox";

const server = await mailServer();

let me: Trader;
beforeEach(async () => {
  me = await newTrader();
  await runAllJobs();
  server.received.splice(0);
});

/** The texts of the emails that were received since the last call, by subject. */
async function newEmails(): Promise<Record<string, string>> {
  await runAllJobs();
  return Object.fromEntries(
    server.received.splice(0).map(({ raw }) => [headerOf(raw, "Subject"), partsOf(raw).text]),
  );
}
const subjects = (emails: Record<string, string>) => Object.keys(emails).sort();

test("a program paid by card → a receipt, and that the challenge has started with its account", async () => {
  await buyByCard(me);
  const emails = await newEmails();
  expect(subjects(emails)).toEqual([
    expect.stringMatching(/^(Receipt|Your receipt|Payment received)/),
    "Your Two-step 100K challenge has started",
  ]);
  expect(Object.values(emails).join()).toContain("Two-step 100K challenge");
  const started = emails["Your Two-step 100K challenge has started"] ?? "";
  expect(started).toContain("$499.00 by card");
  expect(started).toContain("Set yours on the challenge page");
  expect(started).not.toContain("wallet");
});

/** Pays for a program whose price changes before the payment arrives. */
async function payTooLate() {
  const program_id = await copyProgram();
  const paid = await payForProgram(me, { ...program1, program_id });
  await sql("update programs set price_cents = 59900 where id = $1", [program_id]);
  return paid;
}

test("a program that can't be bought → one email: not started, refunded in full, and why; no receipt", async () => {
  const { intent } = await payTooLate();
  const emails = await newEmails();
  await deliverAll(intent);
  Object.assign(emails, await newEmails());
  expect(subjects(emails)).toEqual([
    "Your Two-step 100K challenge couldn't be started: $499.00 is refunded",
  ]);
  const [text] = Object.values(emails);
  expect(text).toContain("The program's price or rules changed before your payment arrived.");
  expect(text).toContain("We're refunding your payment of $499.00 in full");
  expect(text).toContain("You can choose another challenge in our store");
});

test("a program that can't be bought, and Stripe rejects the refund → that it didn't go through; then the firm's own refund", async () => {
  const { intent } = await payTooLate();
  await control("faults", { kind: "402", count: 1, method: "POST", path: "/v1/refunds" });
  const emails = await newEmails();
  expect(subjects(emails)).toContain("Your refund of $499.00 didn't go through: we're on it");
  expect(Object.values(emails).join()).not.toContain("has been refunded");
  await control(`payment_intents/${intent}/refund`);
  await deliverAll(intent);
  expect(subjects(await newEmails())).toEqual(["We refunded $499.00"]);
});

test("a program that can't be bought, and its refund fails later → that it didn't arrive", async () => {
  const { paymentId, intent } = await payTooLate();
  await newEmails();
  const { rows } = await sql("select id from payment_refunds where payment_id = $1", [paymentId]);
  await control(`refunds/${rows[0].id}/fail`);
  await deliverAll(intent);
  expect(subjects(await newEmails())).toEqual(["Your refund of $499.00 didn't arrive"]);
});

test("its payment is disputed, then lost → suspended, then ended, and nothing about a wallet", async () => {
  const { intent } = await buyByCard(me);
  await newEmails();
  const { id } = await control(`payment_intents/${intent}/dispute`);
  await deliverAll(intent);
  const suspended = (await newEmails())["Your Two-step 100K challenge is suspended"] ?? "";
  expect(suspended).toContain("Trading is paused until the bank decides.");
  await control(`disputes/${id}/lose`);
  await deliverAll(intent);
  const ended = (await newEmails())["Your Two-step 100K challenge has ended"] ?? "";
  expect(ended).toContain("decided in the cardholder's favor");
  expect(`${suspended}${ended}`).not.toContain("wallet");
});

test("its payment is refunded in part, then in full → not affected, then ended", async () => {
  const { intent } = await buyByCard(me);
  await newEmails();
  await control(`payment_intents/${intent}/refund`, { amount: 10_000 });
  await deliverAll(intent);
  expect((await newEmails())["We refunded $100.00"]).toContain("Your challenge isn't affected.");
  await control(`payment_intents/${intent}/refund`);
  await deliverAll(intent);
  const emails = await newEmails();
  expect(subjects(emails)).toEqual([
    "We refunded $399.00",
    "Your Two-step 100K challenge has ended",
  ]);
  expect(emails["We refunded $399.00"]).toContain(
    "The challenge you bought with this payment has ended.",
  );
  expect(emails["Your Two-step 100K challenge has ended"]).toContain("was refunded in full");
});
