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

test("a program that can't be bought → the refund, and why", async () => {
  const program_id = await copyProgram();
  await payForProgram(me, { ...program1, program_id });
  await sql("update programs set price_cents = 59900 where id = $1", [program_id]);
  await runAllJobs();
  const refund = (await newEmails())["We refunded $499.00"] ?? "";
  expect(refund).toContain("The program's price or rules changed before your payment arrived.");
  expect(refund).toContain("You can choose another challenge in our store");
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
