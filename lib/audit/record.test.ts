import { expect, test } from "vitest";
import { newAdmin, performAction } from "@/testing/actors/admin";
import { newTrader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";

test("audit_log: update or delete by SQL → rejected, the entry unchanged", async () => {
  const { publicId } = await newTrader();
  const { status } = await performAction(await newAdmin(), "customer.disable", { id: publicId });
  expect(status).toBe(200);
  const entries = () => sql("select * from audit_log where subject_id = $1", [publicId]);
  const before = (await entries()).rows;
  expect(before).toHaveLength(1);
  await expect(sql("update audit_log set reason = 'another one'")).rejects.toThrow("append-only");
  await expect(sql("delete from audit_log")).rejects.toThrow("append-only");
  expect((await entries()).rows).toEqual(before);
});
