import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { startCheckout } from "@/testing/stripe/payments";

/** A payment of 199.00. */
async function newPayment(): Promise<string> {
  return (await startCheckout(await newCustomer())).payment_id;
}

const flagOf = async (id: string) =>
  (
    await sql("select review_kind as kind, review_reason as reason from payments where id = $1", [
      id,
    ])
  ).rows[0];

/** Writes rows while a kind isn't required beside a reason, then applies the migration that requires it. */
async function beforeRequired(write: () => Promise<unknown>): Promise<void> {
  await sql("alter table payments drop constraint payments_review_has_kind");
  try {
    await write();
  } finally {
    const statements = readFileSync("db/migrations/0028_review_has_kind.sql", "utf8");
    await sql(`begin; ${statements.replaceAll("--> statement-breakpoint", "")}; commit`);
  }
}

const flag = (id: string, kind: string | null, reason: string | null) =>
  sql("update payments set review_kind = $2, review_reason = $3 where id = $1", [id, kind, reason]);

test.each([
  ["Dispute dp_1 needs an answer at Stripe before its deadline", "dispute"],
  ["taken back from wallet 100001, which owes for what it had spent", "wallet_debt"],
  ["Taken back from wallet 100001, which owes for what it had spent", "wallet_debt"],
  ["the trading server refused the deposit: closed", "deposit_rejected"],
  ["The trading server refused the deposit: closed", "deposit_rejected"],
  ["another PaymentIntent, pi_2", "mismatch"],
])("migration 0028: `%s` without a kind → %s, the sentence stays", async (reason, kind) => {
  const id = await newPayment();
  await beforeRequired(() => flag(id, null, reason));
  expect(await flagOf(id)).toEqual({ kind, reason });
});

test("migration 0028: a kind beside any sentence → unchanged", async () => {
  const id = await newPayment();
  const reason = "Dispute dp_1 needs an answer at Stripe before its deadline";
  await beforeRequired(() => flag(id, "mismatch", reason));
  expect(await flagOf(id)).toEqual({ kind: "mismatch", reason });
});

test("migration 0028: a kind without a sentence → no flag", async () => {
  const id = await newPayment();
  await beforeRequired(() => flag(id, "dispute", null));
  expect(await flagOf(id)).toEqual({ kind: null, reason: null });
});

test("payments: a reason without its kind, or a kind without its reason → rejected", async () => {
  const id = await newPayment();
  await expect(flag(id, null, "A sentence.")).rejects.toThrow("payments_review_has_kind");
  await expect(flag(id, "mismatch", null)).rejects.toThrow("payments_review_has_kind");
});

test("migration 0015: failed refunds of an earlier release → flagged, unless the money went back or the firm canceled it", async () => {
  const [owed, repaid, canceled] = [await newPayment(), await newPayment(), await newPayment()];
  const add = (payment: string, amount: number, status: string) =>
    sql(
      "insert into payment_refunds (id, payment_id, amount_cents, status) values ($1, $2, $3, $4)",
      [`re_${crypto.randomUUID()}`, payment, amount, status],
    );
  await add(owed, 5_000, "failed");
  await add(repaid, 19_900, "failed");
  await add(repaid, 19_900, "succeeded");
  await add(canceled, 5_000, "canceled");
  const file = readFileSync("db/migrations/0015_review_kind_and_emails.sql", "utf8");
  const [, backfill = ""] = file.split("-- Written by hand:");
  for (const statement of backfill.split("--> statement-breakpoint")) await sql(statement);
  expect(await flagOf(owed)).toEqual({
    kind: "refund_failed",
    reason: "A refund failed: pay the customer another way",
  });
  for (const id of [repaid, canceled])
    expect(await flagOf(id)).toEqual({ kind: null, reason: null });
});
