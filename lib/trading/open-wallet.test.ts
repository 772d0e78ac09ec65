import { afterEach, expect, test, vi } from "vitest";
import { createAdmin } from "@/lib/auth";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { call } from "@/testing/api";
import { newApp, ownOrigin, sql } from "@/testing/callers";
import { handlerOf } from "@/testing/routes";
import { workOff } from "@/testing/stripe";
import { newTrader } from "@/testing/trading";
import { openWallet } from "./open-wallet";

const password = "a long enough password";
const ownGroup = env().WALLET_GROUP;
afterEach(() => {
  env().WALLET_GROUP = ownGroup;
});

/** What somebody has at the trading server. */
async function accountsOf(email: string) {
  const { rows } = await sql(
    "select group_name, account_mode, currency, purpose, balance_cents::int, enabled from trading_accounts a join customers c on c.id = a.customer_id where c.email = $1",
    [email],
  );
  return rows;
}
const dueNow = () => sql("update graphile_worker._private_jobs set run_at = now()");

const wallet = {
  group_name: "WALLET-USD",
  account_mode: 1,
  currency: "usd",
  purpose: "wallet",
  balance_cents: 0,
  enabled: true,
};

async function signUp(email: string) {
  const ownPages = await handlerOf("POST /api/sign-up");
  return call(ownPages, { method: "POST", body: { email, password }, headers: ownOrigin });
}

test("whoever signs up on our page has an empty REAL wallet at once", async () => {
  expect((await signUp("page@example.com")).status).toBe(201);
  expect(await accountsOf("page@example.com")).toEqual([wallet]);
});

test("whoever signs up through an app has one too", async () => {
  const { headers } = await newApp();
  const body = { email: "app@example.com", password };
  const signUpRoute = await handlerOf("POST /api/v2/auth/signup");
  expect((await call(signUpRoute, { method: "POST", body, headers })).status).toBe(201);
  expect(await accountsOf("app@example.com")).toEqual([wallet]);
});

test("an admin that the operator makes gets one from a job", async () => {
  await createAdmin(database(), "boss@example.com", password, false);
  expect(await accountsOf("boss@example.com")).toEqual([]);
  await dueNow();
  await workOff();
  expect(await accountsOf("boss@example.com")).toEqual([wallet]);
});

test("however often and at once a wallet is opened, a customer has one", async () => {
  const me = await newTrader();
  const open = () => openWallet(systemContext(database(), "job_test"), me.id);
  await Promise.all(Array.from({ length: 10 }, open));
  await open();
  await dueNow();
  await workOff();
  expect(await accountsOf(me.email)).toEqual([wallet]);
});

test("a sign-up that the trading server can't give a wallet succeeds, and the job opens it later", async () => {
  env().WALLET_GROUP = "WALLET-LATER";
  expect((await signUp("early@example.com")).status).toBe(201);
  expect(await accountsOf("early@example.com")).toEqual([]);
  await dueNow();
  await workOff();
  // graphile-worker doesn't wait for what it writes of a failure.
  const failure = await vi.waitFor(async () => {
    const { rows } = await sql(
      "select attempts, last_error from graphile_worker.jobs where task_identifier = 'open-wallet' and last_error is not null",
    );
    expect(rows).toHaveLength(1);
    return rows[0];
  });
  expect(failure).toEqual({
    attempts: 1,
    last_error: expect.stringContaining("There is no account group WALLET-LATER."),
  });
  await sql(
    "insert into account_groups (name, brand, account_mode, currency, leverage) values ('WALLET-LATER', 'brand-a', 1, 'usd', 100)",
  );
  await dueNow();
  await workOff();
  expect(await accountsOf("early@example.com")).toEqual([
    { ...wallet, group_name: "WALLET-LATER" },
  ]);
});
