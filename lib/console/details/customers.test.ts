import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { AppError } from "@/lib/core/errors";
import { tradingServer } from "@/lib/trading";
import { type Admin, newAdmin } from "@/testing/actors/admin";
import { newTrader, openAccount, type Trader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventsOf } from "@/testing/stripe/sandbox";
import { getDetail } from "../get-detail";
import { readCustomer } from "./customers";

let admin: Admin;
let me: Trader;

beforeAll(async () => {
  admin = await newAdmin();
  me = await newTrader(200_000n);
});

const read = () => getDetail(admin.ctx, "customers", me.publicId);

test("readCustomer: the trading server is unavailable → a notice; any other error → thrown", async () => {
  const failing = (error: Error) => ({
    ...tradingServer(database()),
    listAccounts: () => Promise.reject(error),
  });
  const unavailable = failing(new AppError("UNAVAILABLE", "no answer"));
  expect(await readCustomer(admin.ctx, me.publicId, unavailable)).toMatchObject({
    title: me.email,
    notice: expect.stringContaining("trading server isn't responding"),
  });
  await expect(readCustomer(admin.ctx, me.publicId, failing(new Error("bug")))).rejects.toThrow(
    "bug",
  );
  expect((await read()).notice).toBeNull();
});

test("getDetail: a customer with a practice wallet → labelled as practice, also in the choices of an action", async () => {
  const practice = await openAccount(me, "PRACTICE-USD");
  expect((await read()).facts.flatMap(({ facts }) => facts).map(({ label }) => label)).toEqual(
    expect.arrayContaining([`Wallet ${me.login}`, `Wallet ${practice} (Practice)`]),
  );
  const { actions } = await read();
  const credit = actions.find(({ action }) => action === "wallet.credit");
  expect(credit?.choices?.map(({ label }) => label.split(",")[0])).toEqual(
    expect.arrayContaining([`Wallet ${me.login}`, `Wallet ${practice} (Practice)`]),
  );
});

test("getDetail: a customer's unfinished payment → in the list of payments; behind newer ones → listed above them", async () => {
  const { stripe_payment_intent_id: intentId } = await startCheckout(me);
  await confirm(intentId);
  for (const event of await eventsOf(intentId)) await deliver(event);
  await runAllJobs();
  const { payment_id } = await startCheckout(me, { key: crypto.randomUUID() });
  const listed = async () =>
    (await read()).related.slice(0, 2).map(({ title, rows }) => [title, rows.length]);
  expect(await listed()).toEqual([
    ["Payments", 2],
    ["Prop accounts", 1],
  ]);
  for (let i = 0; i < 5; i++) {
    const { payment_id: id } = await startCheckout(me, { key: crypto.randomUUID() });
    await sql("update payments set intent_status = 'canceled', status = 'canceled' where id = $1", [
      id,
    ]);
  }
  expect(await listed()).toEqual([
    ["Unfinished payments", 1],
    ["Payments", 5],
  ]);
  expect((await read()).related[0]?.rows[0]?.id).toBe(payment_id);
});
