import { beforeAll, expect, test } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { sql } from "@/testing/callers";
import { answerOf, resumesOf, settleAll } from "@/testing/purchases/books";
import { contextOf, faultyServer, newTrader, type Trader } from "@/testing/trading";
import { buyChallenge } from "./buy";
import { resumePurchase } from "./resume";
import { resumeStalled } from "./resume-later";
import { listStuckPurchases } from "./stuck";

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
  faultyServer((step) => (steps.includes(step) ? "refuse" : undefined));
const silent = () => faultyServer((step) => (step === "account" ? "cut-before" : undefined));

const buy = async (server: ReturnType<typeof faultyServer>): Promise<number> => {
  const input = { program_id: 1, payer_login: me.login };
  return (await answerOf(() => buyChallenge(contextOf(me), input, server))).body.purchase.id;
};
const stuck = async () => (await listStuckPurchases(admin())).map(({ purchase }) => purchase.id);

test("a refund that is refused is listed with its reason until it is made", async () => {
  const id = await buy(failing("account", "fee_rollback"));
  expect(await listStuckPurchases(admin())).toEqual([
    expect.objectContaining({
      customer_email: me.email,
      problem: "fee_rollback: No fee_rollback today.",
      purchase: expect.objectContaining({ id, payment_status: "refund_pending" }),
    }),
  ]);
  await settleAll();
  expect(await stuck()).toEqual([]);
});

test("a purchase that was paid for and gets no account is listed after three more tries", async () => {
  const id = await buy(silent());
  for (let tries = 0; tries < 3; tries++) {
    expect(await stuck()).toEqual([]);
    await resumePurchase(job(), id, silent());
  }
  expect(await stuck()).toEqual([id]);
  await settleAll();
  expect(await stuck()).toEqual([]);
});

test("a purchase whose job has given up gets a new one after two hours, and not before", async () => {
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

test("nobody but an admin sees the list", async () => {
  await expect(listStuckPurchases(contextOf(me))).rejects.toMatchObject({ code: "FORBIDDEN" });
});
