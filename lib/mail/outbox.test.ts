import { expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { database } from "@/lib/core/database";
import { sql } from "@/testing/database/sql";
import { dispatchOutbox } from "./outbox";
import { emailKey, queueEmail } from "./queue-email";

const subject = (n: number) => ({ payment_id: `pay_${n}` });
/** Queues the receipt of a payment; `beforeCommit` runs in the same transaction. */
const queueReceipt = (n: number, beforeCommit: () => Promise<unknown> = async () => {}) =>
  inTransaction(database(), async (tx) => {
    await queueEmail(tx, "receipt", subject(n));
    await beforeCommit();
  });
const jobs = async () => {
  const { rows } = await sql(
    "select payload ->> 'payment_id' as id from graphile_worker._private_jobs where payload ->> 'kind' = 'receipt' order by 1",
  );
  return rows.map(({ id }) => id);
};

test("dispatchOutbox: a second change of a payment isn't committed → its email waits, other emails don't", async () => {
  await queueReceipt(1);
  await queueReceipt(2);
  await queueReceipt(1, async () => {
    // Dispatched now, the email would be composed from the first change only.
    expect(await dispatchOutbox(database())).toBe(1);
    expect(await jobs()).toEqual(["pay_2"]);
  });
  expect(await dispatchOutbox(database())).toBe(1);
  expect(await jobs()).toEqual(["pay_1", "pay_2"]);
});

test("queueEmail: a second change is rolled back → the email of the first one stays", async () => {
  await queueReceipt(3);
  await expect(queueReceipt(3, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await dispatchOutbox(database())).toBe(1);
});

test("dispatchOutbox: three concurrent calls → each email dispatched once", async () => {
  for (let n = 10; n < 30; n++) await queueReceipt(n);
  const counts = await Promise.all([1, 2, 3].map(() => dispatchOutbox(database())));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20);
});

test("dispatchOutbox: an email has to come after another → it waits until that one's job is done, retries included", async () => {
  const after = emailKey("receipt", subject(40));
  const ready = { prop_account_id: "prop_40" };
  const kinds = async () =>
    (
      await sql(
        "select payload ->> 'kind' as kind from graphile_worker._private_jobs where payload ->> 'payment_id' = 'pay_40' or payload ->> 'prop_account_id' = 'prop_40' order by id",
      )
    ).rows.map(({ kind }) => kind);
  await inTransaction(database(), (tx) => queueEmail(tx, "account-ready", ready, { after }));
  await queueReceipt(40);
  await inTransaction(database(), (tx) => queueEmail(tx, "account-ready", ready, { after }));
  for (let n = 0; n < 3; n++) await dispatchOutbox(database());
  expect(await kinds()).toEqual(["receipt"]);
  await sql(
    "update graphile_worker._private_jobs set attempts = 3, run_at = now() + interval '1 hour' where key = 'mail:receipt:pay_40'",
  );
  await dispatchOutbox(database());
  expect(await kinds()).toEqual(["receipt"]);
  await sql("delete from graphile_worker._private_jobs where key = 'mail:receipt:pay_40'");
  await dispatchOutbox(database());
  expect(await kinds()).toEqual(["account-ready"]);
});

test("dispatchOutbox: the email before it failed permanently, or a day has passed → dispatched", async () => {
  const after = emailKey("receipt", subject(50));
  await queueReceipt(50);
  await dispatchOutbox(database());
  const ready = (n: number) =>
    inTransaction(database(), (tx) =>
      queueEmail(tx, "account-ready", { prop_account_id: `prop_${n}` }, { after }),
    );
  await ready(50);
  await sql("update mail_outbox set created_at = now() - interval '25 hours'");
  await ready(51);
  expect(await dispatchOutbox(database())).toBe(1);
  await sql(
    "update graphile_worker._private_jobs set attempts = max_attempts where key = 'mail:receipt:pay_50'",
  );
  expect(await dispatchOutbox(database())).toBe(1);
});
