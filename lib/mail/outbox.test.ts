import { expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { database } from "@/lib/database";
import { sql } from "@/testing/callers";
import { mail } from "./mail";
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
