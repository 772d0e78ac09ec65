import { afterAll, describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { balanceOf, contextOf, newTrader } from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { gatedServer } from "@/testing/faults/trading-server";
import { purchasesOf } from "@/testing/purchases/counts";
import { purchaseRow, resultOf, resumesOf, runJobs } from "@/testing/purchases/purchase-state";
import { buyChallenge } from "../buy";
import { scheduleResume } from "./schedule-resume";

/** An executor that waits before it opens the account: `done` is the response that its caller will get. */
async function waitingPurchase() {
  const trader = await newTrader(49_900n);
  const { server, reached, open } = gatedServer({ step: "account", when: "before" });
  const input = { program_id: 1, payer_login: trader.login };
  const done = resultOf(() => buyChallenge(contextOf(trader), input, server));
  await reached;
  const [row] = await purchasesOf(trader.id);
  return { trader, done, open, row };
}

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

describe("the resume job", () => {
  test("a new purchase → due after 30 seconds, removed once the purchase is active", async () => {
    const { row, done, open } = await waitingPurchase();
    const [seconds = 0, ...others] = await resumesOf(row.id);
    expect(others).toEqual([]);
    expect(seconds).toBeGreaterThan(25);
    expect(seconds).toBeLessThanOrEqual(30);
    open();
    expect((await done).body.purchase).toMatchObject({ status_name: "active" });
    expect(await resumesOf(row.id)).toEqual([]);
  });

  test("enqueued by several → one job", async () => {
    const { row, done, open } = await waitingPurchase();
    const jobs = async () =>
      (
        await sql(
          "select key, queue_name, run_at from graphile_worker.jobs where task_identifier = 'resume-purchase' and key = $1",
          [`resume-purchase:${row.id}`],
        )
      ).rows;
    const [first] = await jobs();
    expect(first).toMatchObject({ queue_name: `resume-${row.id % 2}` });
    await scheduleResume(database(), { id: row.id, resumes: 3 });
    const [second, ...others] = await jobs();
    expect(others).toEqual([]);
    expect(second).toMatchObject({ key: first.key, queue_name: first.queue_name });
    expect(second.run_at.getTime()).toBeGreaterThan(first.run_at.getTime());
    open();
    await done;
  });

  test("another executor has a valid claim → nothing done, enqueued again for the claim's end", async () => {
    const { trader, row, done, open } = await waitingPurchase();
    const before = await purchaseRow(row.id);
    await runJobs();
    expect(await purchaseRow(row.id)).toEqual(before);
    const [seconds = 0, ...others] = await resumesOf(row.id);
    expect(others).toEqual([]);
    const left = (before.claimed_until.getTime() - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(left);
    expect(seconds).toBeLessThan(left + 5);
    open();
    expect((await done).body).toMatchObject({ idempotent: false, purchase: { status: 3 } });
    expect(await balanceOf(trader.login)).toBe(0);
  });
});
