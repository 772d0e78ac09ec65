import { expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { database } from "@/lib/database";
import { sql } from "@/testing/callers";
import { mail, mailKey } from "./mail";
import { takeOutMails } from "./outbox";

const about = (n: number) => ({ payment_id: `pay_${n}` });
const tell = (n: number, meanwhile: () => Promise<unknown> = async () => {}) =>
  inTransaction(database(), async (tx) => {
    await mail(tx, "receipt", about(n));
    await meanwhile();
  });
const jobs = async () => {
  const { rows } = await sql(
    "select payload ->> 'payment_id' as id from graphile_worker._private_jobs where payload ->> 'kind' = 'receipt' order by 1",
  );
  return rows.map(({ id }) => id);
};

test("the mail of a second change of the same waits for that change, and the others don't", async () => {
  await tell(1);
  await tell(2);
  await tell(1, async () => {
    // Taken now, it would be written of the first change alone.
    expect(await takeOutMails(database())).toBe(1);
    expect(await jobs()).toEqual(["pay_2"]);
  });
  expect(await takeOutMails(database())).toBe(1);
  expect(await jobs()).toEqual(["pay_1", "pay_2"]);
});

test("a change that comes to nothing leaves the mail of the one before", async () => {
  await tell(3);
  await expect(tell(3, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await takeOutMails(database())).toBe(1);
});

test("two who take at once take each once", async () => {
  for (let n = 10; n < 30; n++) await tell(n);
  const taken = await Promise.all([1, 2, 3].map(() => takeOutMails(database())));
  expect(taken.reduce((sum, each) => sum + each, 0)).toBe(20);
});

test("takeOutMails: an email that comes after another → waits until that one's job is done, however often it is tried", async () => {
  const after = mailKey("receipt", about(40));
  const ready = { prop_account_id: "prop_40" };
  const kinds = async () =>
    (
      await sql(
        "select payload ->> 'kind' as kind from graphile_worker._private_jobs where payload ->> 'payment_id' = 'pay_40' or payload ->> 'prop_account_id' = 'prop_40' order by id",
      )
    ).rows.map(({ kind }) => kind);
  await inTransaction(database(), (tx) => mail(tx, "account-ready", ready, { after }));
  await tell(40);
  await inTransaction(database(), (tx) => mail(tx, "account-ready", ready, { after }));
  for (let n = 0; n < 3; n++) await takeOutMails(database());
  expect(await kinds()).toEqual(["receipt"]);
  await sql(
    "update graphile_worker._private_jobs set attempts = 3, run_at = now() + interval '1 hour' where key = 'mail:receipt:pay_40'",
  );
  await takeOutMails(database());
  expect(await kinds()).toEqual(["receipt"]);
  await sql("delete from graphile_worker._private_jobs where key = 'mail:receipt:pay_40'");
  await takeOutMails(database());
  expect(await kinds()).toEqual(["account-ready"]);
});

test("takeOutMails: the email before it failed for good, or a day has passed → waits no longer", async () => {
  const after = mailKey("receipt", about(50));
  await tell(50);
  await takeOutMails(database());
  const ready = (n: number) =>
    inTransaction(database(), (tx) =>
      mail(tx, "account-ready", { prop_account_id: `prop_${n}` }, { after }),
    );
  await ready(50);
  await sql("update mail_outbox set created_at = now() - interval '25 hours'");
  await ready(51);
  expect(await takeOutMails(database())).toBe(1);
  await sql(
    "update graphile_worker._private_jobs set attempts = max_attempts where key = 'mail:receipt:pay_50'",
  );
  expect(await takeOutMails(database())).toBe(1);
});
