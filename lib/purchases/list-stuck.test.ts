import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { contextOf, newTrader, type Trader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { faultyServer } from "@/testing/faults/trading-server";
import { resultOf, resumesOf, settleAll } from "@/testing/purchases/purchase-state";
import { buyChallenge } from "./buy";
import { listStuckPurchases } from "./list-stuck";
import { resumePurchase } from "./saga/resume";
import { resumeStalled } from "./saga/schedule-resume";

let me: Trader;
beforeAll(async () => {
  me = await newTrader(200_000n);
});

const job = () => systemContext(database(), "job_test");
const admin = () => {
  const ctx = contextOf(me);
  return { ...ctx, actor: { ...ctx.actor, role: "admin" as const } };
};
const failing = (...steps: string[]) =>
  faultyServer((step) => (steps.includes(step) ? "reject" : undefined));
const silent = () => faultyServer((step) => (step === "account" ? "cut-before" : undefined));

const buy = async (server: ReturnType<typeof faultyServer>): Promise<number> => {
  const input = { program_id: 1, payer_login: me.login };
  return (await resultOf(() => buyChallenge(contextOf(me), input, server))).body.purchase.id;
};
const stuck = async () => (await listStuckPurchases(admin())).map(({ purchase }) => purchase.id);

test("listStuckPurchases: a rejected refund of the fee → listed with its reason until it succeeds", async () => {
  const id = await buy(failing("account", "fee_rollback"));
  expect(await listStuckPurchases(admin())).toEqual([
    expect.objectContaining({
      customer_email: me.email,
      compensation: { step: "fee_rollback", rejection: "No fee_rollback today." },
      purchase: expect.objectContaining({ id, payment_status: "refund_pending" }),
    }),
  ]);
  await settleAll();
  expect(await stuck()).toEqual([]);
});

test.each([
  ["fee_rollback: no answer", { step: "fee_rollback", rejection: null }],
  [
    "account_disabling: Closed: see https://x.test",
    { step: "account_disabling", rejection: "Closed: see https://x.test" },
  ],
])(
  "migration 0029: rollback_problem `%s` of the release before → %j",
  async (problem, compensation) => {
    const id = await buy(failing("account", "fee_rollback"));
    await sql(
      "update purchases set rollback_problem = $2, rollback_step = null, rollback_rejection = null where id = $1",
      [id, problem],
    );
    const migration = readFileSync("db/migrations/0029_rollback_problem_columns.sql", "utf8");
    await sql(migration.split("--> statement-breakpoint").at(-1) ?? "");
    const listed = await listStuckPurchases(admin());
    expect(listed.find(({ purchase }) => purchase.id === id)).toMatchObject({ compensation });
    await settleAll();
  },
);

test("listStuckPurchases: paid, but without an account → listed after three more tries", async () => {
  const id = await buy(silent());
  for (let tries = 0; tries < 3; tries++) {
    expect(await stuck()).toEqual([]);
    await resumePurchase(job(), id, silent());
  }
  expect(await stuck()).toEqual([id]);
  await settleAll();
  expect(await stuck()).toEqual([]);
});

test("resumeStalled: a purchase whose job failed permanently → a new job after two hours, not before", async () => {
  const id = await buy(silent());
  await sql("delete from graphile_worker._private_jobs");
  await resumeStalled(job());
  expect(await resumesOf(id)).toEqual([]);
  await sql("update purchases set updated_at = now() - interval '3 hours' where id = $1", [id]);
  await resumeStalled(job());
  expect(await resumesOf(id)).toHaveLength(1);
  await settleAll();
  await resumeStalled(job());
  expect(await resumesOf(id)).toEqual([]);
});

test("listStuckPurchases: a trader → FORBIDDEN", async () => {
  await expect(listStuckPurchases(contextOf(me))).rejects.toMatchObject({ code: "FORBIDDEN" });
});
