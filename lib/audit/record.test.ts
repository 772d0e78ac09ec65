import { expect, test } from "vitest";
import { sql } from "@/testing/callers";
import { act, newAdmin } from "@/testing/console";
import { newTrader } from "@/testing/trading";

test("audit_log: an entry can't be changed or deleted, not by SQL either", async () => {
  const { publicId } = await newTrader();
  const done = await act(await newAdmin(), "customer.disable", { id: publicId });
  expect(done.status).toBe(200);
  const entries = () => sql("select * from audit_log where subject_id = $1", [publicId]);
  const before = (await entries()).rows;
  expect(before).toHaveLength(1);
  await expect(sql("update audit_log set reason = 'another one'")).rejects.toThrow("append-only");
  await expect(sql("delete from audit_log")).rejects.toThrow("append-only");
  expect((await entries()).rows).toEqual(before);
});
