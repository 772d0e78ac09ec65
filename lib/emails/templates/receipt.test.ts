import { afterEach, beforeEach, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { stripe } from "@/lib/payments/stripe";
import { newCustomer } from "@/testing/actors/customer";
import { buyFromWallet, newTrader, walletOf } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { headerOf, mailServer, partsOf, subjectsOf } from "@/testing/stand-ins/mail-server";
import { payDeposit } from "@/testing/stripe/deposits";
import { payForAccount, startPayment } from "@/testing/stripe/payments";
import { confirm, control, deliver, eventOf, eventsOf } from "@/testing/stripe/sandbox";
import { receiptEmail } from "./receipt";

const server = await mailServer();

beforeEach(runAllJobs);
afterEach(() => {
  server.received.length = 0;
});
const subjects = () => subjectsOf(server.received);

test("payment_intent.succeeded: delivered three times → one receipt and one email about the account", async () => {
  const customer = await newCustomer();
  const { email } = customer;
  const { id, event } = await payForAccount(customer);
  await deliver(event);
  await deliver({ ...event, id: `${event.id}_again` });
  await runAllJobs();
  await deliver({ ...event, id: `${event.id}_later` });
  await runAllJobs();
  expect(subjects()).toEqual(["Receipt for $199.00", "Your $25,000 account is ready"]);
  const [receipt] = server.received;
  expect(receipt?.to).toEqual([email]);
  const raw = receipt?.raw ?? "";
  expect(headerOf(raw, "From")).toBe("The Firm <desk@firm.example>");
  expect(headerOf(raw, "To")).toBe(email);
  expect(headerOf(raw, "Auto-Submitted")).toBe("auto-generated");
  const { text, html } = partsOf(raw);
  for (const part of [text, html]) {
    expect(part).toContain("$199.00");
    expect(part).toContain(id);
    expect(part).toContain("One-step 25K, Crypto");
    expect(part).toContain("http://propdesk.localhost/dashboard");
  }
});

test("charge.dispute: opened, then won → emails that the account is suspended and active again", async () => {
  const customer = await newCustomer();
  const { intent } = await payForAccount(customer);
  await runAllJobs();
  server.received.length = 0;
  const dispute = await control(`payment_intents/${intent}/dispute`);
  await deliver(await eventOf(intent, "charge.dispute.created"));
  await runAllJobs();
  expect(subjects()).toEqual(["Your $25,000 account is suspended"]);
  expect(partsOf(server.received[0]?.raw ?? "").text).toContain("has been disputed");
  server.received.length = 0;
  await control(`disputes/${dispute.id}/win`);
  await deliver(await eventOf(intent, "charge.dispute.closed"));
  await runAllJobs();
  expect(subjects()).toEqual(["Your $25,000 account is active again"]);
});

test("receiptEmail: refunded or disputed before it is sent → the receipt says so", async () => {
  const customer = await newCustomer();
  const refunded = await startPayment(customer);
  await confirm(refunded.intent);
  await stripe().refunds.create({ payment_intent: refunded.intent });
  const disputed = await startPayment(customer);
  await confirm(disputed.intent);
  await control(`payment_intents/${disputed.intent}/dispute`);
  for (const { intent } of [refunded, disputed]) {
    for (const event of await eventsOf(intent)) await deliver(event);
  }
  await runAllJobs();
  const receiptOf = (id: string) => {
    const all = server.received.map(({ raw }) => ({ raw, ...partsOf(raw) }));
    const isReceipt = ({ raw, text }: { raw: string; text: string }) =>
      text.includes(id) && headerOf(raw, "Subject")?.startsWith("Receipt");
    return all.find(isReceipt)?.text ?? "";
  };
  expect(receiptOf(refunded.id)).toContain("This payment has since been fully refunded.");
  expect(receiptOf(disputed.id)).toContain("This payment has since been disputed.");
  for (const { id } of [refunded, disputed]) {
    expect(receiptOf(id)).not.toContain("setting up");
  }
});

test("receiptEmail: a deposit → the receipt names its wallet", async () => {
  const customer = await newCustomer();
  const login = await walletOf(customer.publicId);
  await payDeposit(customer, login);
  await runAllJobs();
  expect(subjects()).toEqual(["Receipt for $50.00"]);
  expect(partsOf(server.received[0]?.raw ?? "").text).toContain(`Wallet top-up · ${login}`);
});

test("challengeBoughtEmail: a challenge from a wallet → one email without its password", async () => {
  const trader = await newTrader(49_900n);
  const { body } = await buyFromWallet(trader, { idempotency_key: "once" });
  await buyFromWallet(trader, { idempotency_key: "once" });
  await runAllJobs();
  const password: string = body.temporary_password;
  expect(password.length).toBeGreaterThan(8);
  expect(server.received).toHaveLength(1);
  const raw = server.received[0]?.raw ?? "";
  const { text, html } = partsOf(raw);
  expect(text).toContain(`$499.00 from wallet ${trader.login}`);
  expect(text).toMatch(
    /Rules of phase 1: +Profit target 8% · Max daily loss 5% · Max total loss 10%/,
  );
  const page = `/dashboard/challenges/${body.challenge.id}`;
  expect(text).toMatch(new RegExp(`^View challenge: .*${page}\\r?$`, "m"));
  expect(text).toMatch(new RegExp(`^Rules in full: .*${page}#rules\\r?$`, "m"));
  expect(html).toMatch(new RegExp(`<a [^>]*href="[^"]*${page}#rules"[^>]*>Rules in full</a>`));
  for (const part of [raw, text, html]) expect(part).not.toContain(password);
});

test("payment_intent.canceled → no email", async () => {
  const customer = await newCustomer();
  const payment = await startPayment(customer);
  await stripe().paymentIntents.cancel(payment.intent);
  await deliver(await eventOf(payment.intent, "payment_intent.canceled"));
  await runAllJobs();
  expect(server.received).toEqual([]);
});

test.each([
  ["Asia/Tokyo", "Nov 21, 2026, 07:51:04 GMT+9"],
  [null, "Nov 20, 2026, 22:51:04 UTC"],
])("receiptEmail: the customer's time zone is %s → paid on %s", async (zone, shown) => {
  const customer = await newCustomer();
  await sql("update customers set time_zone = $2 where public_id = $1", [customer.publicId, zone]);
  const { id } = await payForAccount(customer);
  await runAllJobs();
  await sql("update payments set paid_at = '2026-11-20T22:51:04Z' where id = $1", [id]);
  const details = (await receiptEmail(database(), id))?.content.details;
  expect(details).toContainEqual(["Paid", shown]);
});
