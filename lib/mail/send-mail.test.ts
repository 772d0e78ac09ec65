import { afterEach, beforeEach, expect, test } from "vitest";
import { stripe } from "@/lib/payments/stripe";
import { readableEmail } from "@/lib/readable-email";
import { newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { payDeposit, walletOf } from "@/testing/deposits";
import { headerNames, headerOf, mailServer, partsOf } from "@/testing/mail-server";
import { buy, confirm, control, deliver, eventOf, eventsOf, workOff } from "@/testing/stripe";
import { buyThroughRoute, newTrader } from "@/testing/trading";

const server = await mailServer();

beforeEach(workOff);
afterEach(() => {
  server.received.length = 0;
  server.refusing.clear();
});

/** The mails that came so far, each by its subject. */
const subjects = () => server.received.map(({ raw }) => headerOf(raw, "Subject"));
const mailJobs = async () =>
  (
    await sql(
      "select attempts, last_error from graphile_worker.jobs where task_identifier = 'send-mail'",
    )
  ).rows;

async function startPayment(headers: Record<string, string>) {
  const bought = await buy({ ...headers, "idempotency-key": crypto.randomUUID() });
  return { id: bought.payment_id, intent: bought.stripe_payment_intent_id };
}
async function pay(headers: Record<string, string>) {
  const payment = await startPayment(headers);
  await confirm(payment.intent);
  const event = await eventOf(payment.intent, "payment_intent.succeeded");
  await deliver(event);
  return { ...payment, event };
}

test("a payment brings a receipt and its account's mail, once each, though Stripe tells of it thrice", async () => {
  const { headers, email } = await newCustomer();
  const { id, event } = await pay(headers);
  await deliver(event);
  await deliver({ ...event, id: `${event.id}_again` });
  await workOff();
  await deliver({ ...event, id: `${event.id}_later` });
  await workOff();
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
    expect(part).toContain("25K, $25,000 account, crypto");
    expect(part).toContain("http://propdesk.localhost/dashboard");
  }
});

/** Has what is due in half an hour done now. */
async function halfAnHourLater() {
  await sql("update graphile_worker._private_jobs set run_at = now() where key like 'mail:%'");
  await workOff();
}

test("payment_intent.payment_failed: three declines in a row → one email, half an hour later", async () => {
  const { headers } = await newCustomer();
  const payment = await startPayment(headers);
  for (const reason of ["", "LostCard", "InsufficientFunds"]) {
    await confirm(payment.intent, `pm_card_chargeDeclined${reason}`).catch(() => {});
    for (const event of await eventsOf(payment.intent, "payment_intent.payment_failed")) {
      await deliver(event);
    }
    await workOff();
  }
  const [event] = (await eventsOf(payment.intent, "payment_intent.payment_failed")).reverse();
  await deliver({ ...event, id: `${event?.id}_again` });
  await workOff();
  const { rows } = await sql(
    "select run_at - now() between interval '20 min' and interval '30 min' as later from graphile_worker.jobs where task_identifier = 'send-mail'",
  );
  expect([subjects(), rows]).toEqual([[], [{ later: true }]]);
  await halfAnHourLater();
  await deliver({ ...event, id: `${event?.id}_later` });
  await confirm(payment.intent, "pm_card_chargeDeclinedStolenCard").catch(() => {});
  for (const late of await eventsOf(payment.intent)) await deliver(late);
  await workOff();
  await halfAnHourLater();
  expect(subjects()).toEqual(["Your payment of $199.00 didn't go through"]);
  const { text } = partsOf(server.received[0]?.raw ?? "");
  expect(text).toContain("no money was taken");
  expect(text).toContain("The card has insufficient funds.");
  expect(text).toContain(`http://propdesk.localhost/checkout/complete?payment_id=${payment.id}`);
});

test.each([
  ["paid with another card", (intent: string) => confirm(intent)],
  ["canceled", (intent: string) => stripe().paymentIntents.cancel(intent)],
])(
  "payment_intent.payment_failed: %s within half an hour → no email about the decline",
  async (_, then) => {
    const { headers } = await newCustomer();
    const payment = await startPayment(headers);
    await confirm(payment.intent, "pm_card_chargeDeclined").catch(() => {});
    for (const event of await eventsOf(payment.intent)) await deliver(event);
    await workOff();
    await then(payment.intent);
    for (const event of await eventsOf(payment.intent)) await deliver(event);
    await workOff();
    await halfAnHourLater();
    expect(subjects()).not.toContain("Your payment of $199.00 didn't go through");
  },
);

test("payment_intent.payment_failed: paid by another payment within half an hour → no email about the decline", async () => {
  const { headers } = await newCustomer();
  const payment = await startPayment(headers);
  await confirm(payment.intent, "pm_card_chargeDeclined").catch(() => {});
  for (const event of await eventsOf(payment.intent)) await deliver(event);
  await pay(headers);
  await workOff();
  await halfAnHourLater();
  expect(subjects()).toEqual(["Receipt for $199.00", "Your $25,000 account is ready"]);
});

test("charge.dispute: opened, then won → emails that the account is suspended and active again", async () => {
  const { headers } = await newCustomer();
  const { intent } = await pay(headers);
  await workOff();
  server.received.length = 0;
  const dispute = await control(`payment_intents/${intent}/dispute`);
  await deliver(await eventOf(intent, "charge.dispute.created"));
  await workOff();
  expect(subjects()).toEqual(["Your $25,000 account is suspended"]);
  expect(partsOf(server.received[0]?.raw ?? "").text).toContain("has opened a dispute");
  server.received.length = 0;
  await control(`disputes/${dispute.id}/win`);
  await deliver(await eventOf(intent, "charge.dispute.closed"));
  await workOff();
  expect(subjects()).toEqual(["Your $25,000 account is active again"]);
});

test("a payment that was refunded or disputed before its receipt went out brings one that says so", async () => {
  const { headers } = await newCustomer();
  const refunded = await startPayment(headers);
  await confirm(refunded.intent);
  await stripe().refunds.create({ payment_intent: refunded.intent });
  const disputed = await startPayment(headers);
  await confirm(disputed.intent);
  await control(`payment_intents/${disputed.intent}/dispute`);
  for (const { intent } of [refunded, disputed]) {
    for (const event of await eventsOf(intent)) await deliver(event);
  }
  await workOff();
  const receiptOf = (id: string) => {
    const all = server.received.map(({ raw }) => ({ raw, ...partsOf(raw) }));
    const isReceipt = ({ raw, text }: { raw: string; text: string }) =>
      text.includes(id) && headerOf(raw, "Subject")?.startsWith("Receipt");
    return all.find(isReceipt)?.text ?? "";
  };
  expect(receiptOf(refunded.id)).toContain("Since then it was refunded in full.");
  expect(receiptOf(disputed.id)).toContain("Since then the bank that paid for it has opened");
  for (const { id } of [refunded, disputed]) {
    expect(receiptOf(id)).not.toContain("being created");
  }
});

test("a deposit's receipt says which wallet", async () => {
  const { headers, publicId } = await newCustomer();
  const login = await walletOf(publicId);
  await payDeposit(headers, login);
  await workOff();
  expect(subjects()).toEqual(["Receipt for $50.00"]);
  expect(partsOf(server.received[0]?.raw ?? "").text).toContain(`Deposit into wallet ${login}`);
});

test("a challenge from a wallet brings a mail without its password", async () => {
  const trader = await newTrader(49_900n);
  const { body } = await buyThroughRoute(trader, { idempotency_key: "once" });
  await buyThroughRoute(trader, { idempotency_key: "once" });
  await workOff();
  const password: string = body.temporary_password;
  expect(password.length).toBeGreaterThan(8);
  expect(server.received).toHaveLength(1);
  const raw = server.received[0]?.raw ?? "";
  const { text, html } = partsOf(raw);
  expect(text).toContain(`$499.00 from wallet ${trader.login}`);
  expect(text).toContain(`/dashboard/challenges/${body.challenge.id}`);
  for (const part of [raw, text, html]) expect(part).not.toContain(password);
});

test("while the mail server is away the job waits, and afterwards the mail goes out once", async () => {
  const { headers } = await newCustomer();
  await server.goAway();
  await pay(headers);
  await workOff();
  expect(server.received).toHaveLength(0);
  const waiting = await mailJobs();
  expect(waiting.length).toBeGreaterThan(0);
  for (const { attempts, last_error } of waiting) {
    expect([attempts, last_error]).toEqual([
      1,
      "the mail server did not take the mail: ESOCKET CONN",
    ]);
  }
  await server.comeBack();
  await sql("update graphile_worker._private_jobs set run_at = now() where attempts = 1");
  await workOff();
  expect(subjects()).toEqual(["Receipt for $199.00", "Your $25,000 account is ready"]);
  expect(await mailJobs()).toEqual([]);
});

test.each(["550 no such user", "553 not allowed"])(
  "an address that is refused for good (%s) is given up at the first try",
  async (refusal) => {
    const { headers, email } = await newCustomer();
    server.refusing.set(email, `${refusal} ${email}`);
    await pay(headers);
    await workOff();
    expect([server.received.length, await mailJobs()]).toEqual([0, []]);
  },
);

test("one that is refused for now is tried again, and the job's error doesn't name it", async () => {
  const { headers, email } = await newCustomer();
  server.refusing.set(email, `451 try later ${email}`);
  await pay(headers);
  await workOff();
  const waiting = await mailJobs();
  expect(waiting.length).toBeGreaterThan(0);
  expect(JSON.stringify(waiting)).not.toContain(email);
  expect(waiting[0].last_error).toContain("451 RCPT TO");
  await sql("delete from graphile_worker._private_jobs where attempts = 1");
  // The email that waits for the one that was just deleted.
  await sql("delete from mail_outbox");
});

test("a name with markup and line breaks isn't in the mail and adds no header to it", async () => {
  const { headers, publicId, email } = await newCustomer();
  const name = 'Eve <img src=x onerror="alert(1)"> & Co\r\nBcc: other@propdesk.test';
  await sql("update customers set name = $2 where public_id = $1", [publicId, name]);
  await sql("update tiers set name = $1 where id = 'tier_25k'", [
    "25K\r\nBcc: other@propdesk.test",
  ]);
  await pay(headers);
  await workOff();
  await sql("update tiers set name = '25K' where id = 'tier_25k'");
  expect(server.received).toHaveLength(2);
  for (const { raw, to } of server.received) {
    expect(to).toEqual([email]);
    expect(headerNames(raw)).not.toContain("bcc");
    const { html, text } = partsOf(raw);
    expect(html).not.toContain("<img");
    expect(html).toContain("<p>Hello,</p>");
    expect(text).toMatch(/^Hello,$/m);
    expect(text).not.toMatch(/^Bcc:/m);
  }
});

test("a program's name with a line break in the subject adds no header", async () => {
  const trader = await newTrader(49_900n);
  await sql(
    "update programs set display_name = E'Two\\r\\nBcc: other@propdesk.test\\r\\n\\r\\nlines' where id = 1",
  );
  await buyThroughRoute(trader);
  await workOff();
  const raw = server.received[0]?.raw ?? "";
  expect(server.received[0]?.to).toEqual([trader.email]);
  expect(headerNames(raw)).not.toContain("bcc");
  expect(headerOf(raw, "Subject")).toBe(
    "Your challenge Two Bcc: other@propdesk.test lines has started",
  );
});

test("an address that looks like several goes to nobody else", async () => {
  const { headers, publicId } = await newCustomer();
  await sql("update customers set email = $2 where public_id = $1", [
    publicId,
    "one@propdesk.test, two@propdesk.test",
  ]);
  await pay(headers);
  await workOff();
  const recipients = server.received.flatMap(({ to }) => to);
  expect(recipients).not.toContain("two@propdesk.test");
  expect(recipients).not.toContain("one@propdesk.test");
  await sql("delete from graphile_worker._private_jobs where attempts = 1");
});

test("a payment that is given up brings no mail", async () => {
  const { headers } = await newCustomer();
  const payment = await startPayment(headers);
  await stripe().paymentIntents.cancel(payment.intent);
  await deliver(await eventOf(payment.intent, "payment_intent.canceled"));
  await workOff();
  expect(server.received).toEqual([]);
});

test("sendOverSmtp: unusual addresses → each reaches its own mailbox, and no header is added", async () => {
  const addresses = [
    "sales&ops@example.com",
    "x~a!#$*?^`|%{b}='/@example.com",
    "=?utf-8?q?x?=@example.com",
    "x@xn--h1alffa9f.xn--p1ai",
  ];
  const { sendOverSmtp } = await import("./smtp");
  for (const to of addresses) {
    const mail = {
      kind: "verify-email",
      to,
      subject: "Hello",
      text: "Hello",
      html: "Hello",
    } as const;
    expect([to, await sendOverSmtp(`test.${crypto.randomUUID()}`, mail)]).toEqual([to, "sent"]);
    const { to: recipients, raw } = server.received.at(-1) ?? { to: [], raw: "" };
    // This server shows a domain in its own script.
    expect(recipients).toEqual([readableEmail(to)]);
    expect(headerNames(raw)).not.toContain("bcc");
  }
});
