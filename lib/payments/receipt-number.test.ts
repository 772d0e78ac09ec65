import { beforeAll, expect, test } from "vitest";
import { connection, database } from "@/lib/core/database";
import { type Admin, newAdmin } from "@/testing/actors/admin";
import { contextOf, newTrader, type Trader, walletOf } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { payDeposit } from "@/testing/stripe/deposits";
import { startPayment } from "@/testing/stripe/payments";
import { confirm, decline, deliver, eventOf, eventsOf } from "@/testing/stripe/sandbox";
import { getReceipt } from "./receipt";
import { numberReceipts } from "./receipt-number";

let me: Trader;
let admin: Admin;
beforeAll(async () => {
  me = await newTrader();
  admin = await newAdmin();
});

const numberOf = async (id: string): Promise<number | null> => {
  const { rows } = await sql("select receipt_number::int as n from payments where id = $1", [id]);
  return rows[0].n;
};
async function paid() {
  const payment = await startPayment(me);
  await confirm(payment.intent);
  const event = await eventOf(payment.intent, "payment_intent.succeeded");
  return { ...payment, event };
}
async function recorded() {
  const payment = await paid();
  await deliver(payment.event);
  await runAllJobs();
  return { ...payment, number: (await numberOf(payment.id)) ?? 0 };
}

test("payment_intent.succeeded: payments one after the other, and a deposit → numbers without a gap", async () => {
  const [first, second] = [await recorded(), await recorded()];
  const deposit = await payDeposit(me, await walletOf(me.publicId));
  await runAllJobs();
  expect(first.number).toBeGreaterThan(0);
  expect([second.number, await numberOf(deposit.paymentId)]).toEqual([
    first.number + 1,
    first.number + 2,
  ]);
});

test("payment_intent.succeeded: delivered three times → the number stays", async () => {
  const { id, intent, event, number } = await recorded();
  await deliver({ ...event, id: `${event.id}_again` });
  await deliver({ ...event, id: `${event.id}_once_more` });
  for (const other of await eventsOf(intent)) await deliver(other);
  await runAllJobs();
  expect(await numberOf(id)).toBe(number);
  expect((await getReceipt(contextOf(me), id)).number).toBe(`R-${String(number).padStart(6, "0")}`);
});

test("payment_intent.payment_failed: a declined payment → no number", async () => {
  const { id, intent } = await startPayment(me);
  await decline(intent);
  for (const event of await eventsOf(intent)) await deliver(event);
  await runAllJobs();
  expect(await numberOf(id)).toBeNull();
});

test("payment_intent.succeeded: another payment's transaction isn't committed yet → not waited for, another number", async () => {
  const [held, free] = [await startPayment(me), await paid()];
  const client = await connection().pool.connect();
  try {
    await client.query("begin");
    const { rows } = await client.query(
      "update payments set intent_status = 'succeeded', paid_at = now(), reusable = false, receipt_number = nextval('receipt_numbers') where id = $1 returning receipt_number::int as n",
      [held.id],
    );
    await deliver(free.event);
    await runAllJobs();
    expect(await numberOf(free.id)).toBe(rows[0].n + 1);
  } finally {
    await client.query("rollback");
    client.release();
  }
  // The number of the transaction that was rolled back is a gap.
  expect(await numberOf(held.id)).toBeNull();
});

test("numberReceipts: payments of an earlier release → numbered in the order of payment, once; a locked one later", async () => {
  const payments = [await recorded(), await recorded(), await recorded()];
  const ids = payments.map(({ id }) => id);
  const last = payments.at(-1)?.number ?? 0;
  for (const [at, id] of ids.entries()) {
    await sql(
      "update payments set receipt_number = null, paid_at = now() - $2 * interval '1 day' where id = $1",
      [id, at],
    );
  }
  const [latest = "", middle = "", oldest = ""] = ids;
  expect((await getReceipt(contextOf(me), oldest)).number).toBe(oldest);
  const client = await connection().pool.connect();
  await client.query("begin");
  await client.query("select from payments where id = $1 for no key update", [middle]);
  await numberReceipts({ db: database() });
  await client.query("rollback");
  client.release();
  expect([await numberOf(oldest), await numberOf(middle), await numberOf(latest)]).toEqual([
    last + 1,
    null,
    last + 2,
  ]);
  await numberReceipts({ db: database() });
  await numberReceipts({ db: database() });
  expect([await numberOf(oldest), await numberOf(middle), await numberOf(latest)]).toEqual([
    last + 1,
    last + 3,
    last + 2,
  ]);
});

test("payments: the same receipt number twice, or one without payment → rejected", async () => {
  const { number } = await recorded();
  const { id } = await startPayment(me);
  const set = (to: string) =>
    sql(`update payments set receipt_number = ${number} ${to} where id = $1`, [id]);
  await expect(set("")).rejects.toThrow("payments_receipt_number_paid");
  await expect(
    set(", intent_status = 'succeeded', paid_at = now(), reusable = false"),
  ).rejects.toThrow("payments_receipt_number");
});

test("findRecords: a receipt's number as printed, without zeros, or alone → its payment", async () => {
  const { id, number } = await recorded();
  const printed = `R-${String(number).padStart(6, "0")}`;
  for (const q of [printed, `r-${number}`, `R${number}`, String(number)]) {
    const { body } = await as(admin).get("/api/admin/search", { query: { q } });
    const found = body.groups.find(({ kind }: { kind: string }) => kind === "payments")?.records;
    expect([q, found?.[0]?.id, found?.[0]?.matched]).toEqual([
      q,
      id,
      { by: "receipt", value: printed },
    ]);
  }
});
