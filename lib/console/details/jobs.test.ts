import { expect, test } from "vitest";
import { newAdmin } from "@/testing/actors/admin";
import { sql } from "@/testing/database/sql";
import { readJob } from "./jobs";

test("readJob: a job that failed permanently → what it is about, each with its page", async () => {
  const { ctx } = await newAdmin();
  const jobOf = async (name: string, payload: object) => {
    const { rows } = await sql(
      "select id from graphile_worker.add_job($1, $2::json, run_at => now() + interval '1 day')",
      [name, JSON.stringify(payload)],
    );
    const found = await readJob(ctx, String(rows[0].id));
    return found?.facts.find(({ title }) => title === "About")?.facts;
  };
  expect(await jobOf("settle-deposit", { payment_id: "pay_1" })).toEqual([
    { label: "Payment", value: "pay_1", kind: "id" },
  ]);
  expect(await jobOf("resume-purchase", { purchase_id: 12 })).toEqual([
    { label: "Purchase", value: "12", kind: "subject", action: "purchase.retry" },
  ]);
  expect(await jobOf("open-wallet", { customer_id: 1 })).toEqual([]);
});
