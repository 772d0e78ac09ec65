import { expect, test } from "vitest";
import { newAdmin, performAction } from "@/testing/actors/admin";
import { buyFromWallet, newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { headerOf, mailServer, partsOf } from "@/testing/stand-ins/mail-server";
import { payDeposit } from "@/testing/stripe/deposits";

const server = await mailServer();

/** The emails that were received since the last call: the subject and text of each. */
const newEmails = () =>
  server.received
    .splice(0)
    .map(({ raw }) => ({ subject: headerOf(raw, "Subject"), text: partsOf(raw).text }));

test("purchase.refund_to_card → the cancellation says that the fee goes to the card, the refund whose fee it is", async () => {
  const admin = await newAdmin();
  const me = await newTrader();
  const { paymentId } = await payDeposit(me, me.login, 50_000);
  await runAllJobs();
  const { id } = (await buyFromWallet(me)).body.purchase;
  await runAllJobs();
  newEmails();
  await performAction(admin, "purchase.refund_to_card", {
    id,
    refunds: [{ payment_id: paymentId, amount_cents: 49_900 }],
    idempotency_key: crypto.randomUUID(),
  });
  await runAllJobs();
  await runAllJobs();
  const emails = newEmails();
  expect(emails.map(({ subject }) => subject).sort()).toEqual([
    expect.stringMatching(/^We refunded \$499\.00$/),
    expect.stringMatching(/^Your .+ challenge was canceled$/),
  ]);
  const text = (start: string) => emails.find(({ subject }) => subject?.startsWith(start))?.text;
  expect(text("Your")).toContain("We're refunding the fee of $499.00 to the card");
  expect(text("Your")).not.toContain("returned to wallet");
  expect(text("We refunded")).toContain("It's the fee of your canceled");
});
