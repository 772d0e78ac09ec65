import { beforeAll, expect, test } from "vitest";
import { type Admin, auditOf, newAdmin } from "@/testing/actors/admin";
import { buyFromWallet, contextOf, newTrader, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { creditedDeposit, disputeFact } from "@/testing/stripe/deposits";
import { startCheckout } from "@/testing/stripe/payments";
import { buyByCard } from "@/testing/stripe/program-payments";
import { confirm, control, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { readEvidence } from "./read-evidence";
import { toPdf } from "./to-pdf";

let admin: Admin;
let me: Trader;
let payment: { payment_id: string; stripe_payment_intent_id: string };
let dispute: { id: string };

async function deliverEvents(intentId: string) {
  for (const event of await eventsOf(intentId)) await deliver(event);
  await runAllJobs();
}

beforeAll(async () => {
  admin = await newAdmin();
  me = await newTrader(200_000n);
  await sql("update customers set name = 'Łukasz Δημήτρης' where public_id = $1", [me.publicId]);
  payment = await startCheckout(me);
  await confirm(payment.stripe_payment_intent_id);
  await deliverEvents(payment.stripe_payment_intent_id);
  dispute = await control(`payment_intents/${payment.stripe_payment_intent_id}/dispute`, {
    reason: "product_not_received",
  });
  await deliverEvents(payment.stripe_payment_intent_id);
});

const download = (dispute_id: string, id = payment.payment_id) =>
  as(admin).post(`/api/admin/payments/${id}/evidence`, { dispute_id });
const read = () => readEvidence(admin.ctx, payment.payment_id, dispute.id);
/** The facts of a section, by name. */
const factsOf = async (title: string) => {
  const section = (await read()).sections.find((it) => it.title === title);
  return Object.fromEntries(section?.facts ?? []);
};
const eventsIn = async (title: string) =>
  (await read()).sections.find((it) => it.title.startsWith(title))?.events?.map(({ text }) => text);

test("POST /api/admin/payments/[id]/evidence: → a PDF to save, and an entry in the audit log for each download", async () => {
  for (const times of [1, 2]) {
    const { status, headers, body } = await download(dispute.id);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/pdf");
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="evidence-${dispute.id}.pdf"`,
    );
    expect(headers.get("cache-control")).toContain("no-store");
    expect(body).toMatch(/^%PDF-/);
    const entries = (await auditOf(payment.payment_id)).filter(
      ({ action }) => action === "payment.download_evidence",
    );
    expect(entries).toHaveLength(times);
    expect(entries[0]).toMatchObject({ reason: `Evidence for dispute ${dispute.id}` });
  }
});

test("POST /api/admin/payments/[id]/evidence: no such payment or dispute, another payment's dispute → NOT_FOUND, nothing in the audit log", async () => {
  const other = await startCheckout(await newTrader());
  const before = (await auditOf(other.payment_id)).length;
  for (const [id, disputeId] of [
    ["pay_none", dispute.id],
    [payment.payment_id, "du_none"],
    [other.payment_id, dispute.id],
  ] as const) {
    const { status, code } = await download(disputeId, id);
    expect([status, code]).toEqual([404, "NOT_FOUND"]);
  }
  expect((await auditOf(other.payment_id)).length).toBe(before);
});

test("readEvidence: a trader → FORBIDDEN", async () => {
  const evidence = readEvidence(contextOf(me), payment.payment_id, dispute.id);
  await expect(evidence).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("readEvidence: → the dispute and the receipt, as the payment has them", async () => {
  expect(await factsOf("Dispute")).toMatchObject({
    "Dispute ID": dispute.id,
    Reason: "Product not received: The cardholder says they didn't get what they paid for.",
    Amount: "$199.00",
    Status: "Needs a response",
    "Respond by": expect.stringContaining("UTC"),
  });
  expect(await factsOf("Receipt")).toMatchObject({
    "Receipt number": expect.stringMatching(/^R-\d{6}$/),
    For: "One-step 25K, Crypto: a trading challenge with a $25,000 account",
    Amount: "$199.00",
    "Payment ID": payment.payment_id,
    PaymentIntent: payment.stripe_payment_intent_id,
  });
});

test("readEvidence: → the consent with time, address, browser and version, and the text of the accepted terms", async () => {
  await sql(
    "update payments set consent_ip = '203.0.113.7', consent_user_agent = 'Safari' where id = $1",
    [payment.payment_id],
  );
  expect(await factsOf("Consent to the terms")).toMatchObject({
    "IP address": "203.0.113.7",
    Browser: "Safari",
    "Version of the terms": "1",
    Time: expect.stringContaining("UTC"),
  });
  const terms = async () => (await read()).sections.at(-1);
  // A version that is published later has no part in it.
  await sql("insert into legal_documents (kind, version, markdown) values ('terms', 2, 'Later.')");
  const { title, paragraphs = [] } = (await terms()) ?? {};
  expect(title).toBe("Terms of purchase, version 1");
  expect(paragraphs[0]).toMatch(/^In effect since .* UTC\.$/);
  expect(paragraphs[1]).toContain("What you buy. You pay Propdesk a one-time fee");
  expect(paragraphs.at(-1)).toBe("Questions. Email our support team at support@propdesk.test.");
  await sql("update payments set terms_version = 'older' where id = $1", [payment.payment_id]);
  expect(await terms()).toEqual({
    title: "Terms of purchase, version older",
    paragraphs: [expect.stringContaining("doesn't include the text")],
  });
});

test("readEvidence: → the account that was delivered, its history, the sign-ins and the emails", async () => {
  const [account] = (
    await sql("select id, synthetic_hotkey from prop_accounts where payment_id = $1", [
      payment.payment_id,
    ])
  ).rows;
  expect(await factsOf("What was delivered")).toMatchObject({
    Account: account.id,
    Size: "$25,000",
    "Trading account key": account.synthetic_hotkey,
    "Status now": "suspended",
    "Ready to trade": expect.stringContaining("UTC"),
  });
  expect(await eventsIn("Activity")).toEqual([
    "The payment succeeded",
    "Account setup started",
    "The account was ready to trade",
    "Dispute of $199.00: needs a response",
    "The account was suspended",
  ]);
  await sql(
    "update sessions set ip = '203.0.113.9', user_agent = 'Firefox' where customer_id = $1",
    [me.id],
  );
  expect(await eventsIn("Customer sign-ins")).toContain("203.0.113.9 · Firefox");
  const subjects = await eventsIn("Emails to");
  expect(subjects).toEqual(
    expect.arrayContaining(["Receipt for $199.00", "Your $25,000 account is ready"]),
  );
});

test("readEvidence: a top-up that was spent → the wallet that got it, and what it paid for", async () => {
  const other = await newTrader();
  const id = await creditedDeposit(other, 50_000);
  const { body } = await buyFromWallet(other, { program_id: 1 });
  await disputeFact(id, "needs_response");
  const { sections } = await readEvidence(admin.ctx, id, `du_${id}`);
  const delivered = sections.find(({ title }) => title === "What was delivered");
  expect(delivered?.paragraphs).toEqual([
    expect.stringMatching(`^The top-up was added to wallet ${other.login} with transaction \\d+`),
    "The customer spent it as follows:",
  ]);
  expect(delivered?.facts?.map(([, value]) => value)).toEqual([
    `on trading challenge ${body.challenge.id} (purchase ${body.purchase.id})`,
  ]);
});

test("toPdf: more text than a page holds, control characters, scripts that the font lacks → a PDF of several pages", async () => {
  const paragraphs = Array.from({ length: 100 }, (_, i) => `Paragraph ${i}. ${"word ".repeat(60)}`);
  const facts = Array.from({ length: 80 }, (_, i): [string, string] => [
    `Name ${i}`,
    "x".repeat(500),
  ]);
  const events = [{ at: "2026-12-01T00:00:00Z", text: "李明\u0000\n\u202e" }];
  const file = await toPdf({
    title: "T\u0007itle",
    lead: "",
    sections: [{ title: "Long", paragraphs, facts, events }],
  });
  const pages = file.toString("latin1").match(/\/Type \/Page\b/g)?.length;
  expect(pages).toBeGreaterThan(5);
  expect(pages).toBeLessThan(50);
});

test("readEvidence: a program paid by card → the challenge that was delivered", async () => {
  const { paymentId, intent } = await buyByCard(me);
  const { id } = await control(`payment_intents/${intent}/dispute`);
  await deliverEvents(intent);
  const { sections } = await readEvidence(admin.ctx, paymentId, id);
  const named = (title: string) => sections.find((it) => it.title === title);
  expect(Object.fromEntries(named("What was delivered")?.facts ?? [])).toEqual({
    Challenge: expect.stringMatching(/^Two-step 100K \(challenge \d+\)$/),
    "Trading account": expect.stringMatching(/^\d+$/),
    Size: "$100,000.00",
    "Rules of phase 1": expect.any(String),
    "Ready to trade": expect.stringContaining("UTC"),
    "Phase reached": "1",
    "Status now": "suspended",
  });
  const activity = named("Activity")?.events?.map(({ text }) => text.replace(/ \d+ /, " 1 "));
  expect(activity).toEqual([
    "The payment succeeded",
    "Challenge 1 was ready to trade",
    "Dispute of $499.00: needs a response",
    "Challenge 1 was suspended",
  ]);
});
