import { afterEach, expect, test, vi } from "vitest";
import { createAdmin } from "@/lib/auth";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { newApp } from "@/testing/actors/app";
import { anonymous } from "@/testing/actors/credentials";
import { newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { openWallet } from "./open-wallet";

const password = "a long enough password";
const ownGroup = env().WALLET_GROUP;
afterEach(() => {
  env().WALLET_GROUP = ownGroup;
});

/** A customer's accounts at the trading server. */
async function accountsOf(email: string) {
  const { rows } = await sql(
    "select group_name, account_mode, currency, purpose, balance_cents::int, enabled from trading_accounts a join customers c on c.id = a.customer_id where c.email = $1",
    [email],
  );
  return rows;
}
const makeJobsPending = () => sql("update graphile_worker._private_jobs set run_at = now()");

const wallet = {
  group_name: "WALLET-USD",
  account_mode: 1,
  currency: "usd",
  purpose: "wallet",
  balance_cents: 0,
  enabled: true,
};

async function signUp(email: string) {
  return as(anonymous).post("/api/sign-up", { email, password });
}

test("browserSignUp: a new customer → an empty REAL wallet immediately", async () => {
  expect((await signUp("page@example.com")).status).toBe(201);
  expect(await accountsOf("page@example.com")).toEqual([wallet]);
});

test("signUp: a new customer through an app → an empty REAL wallet", async () => {
  const app = await newApp();
  const body = { email: "app@example.com", password };
  expect((await as(app).post("/v2/auth/signup", body)).status).toBe(201);
  expect(await accountsOf("app@example.com")).toEqual([wallet]);
});

test("openWallet: WALLET_GROUP is none of the firm's groups → the job's error names the setting and where to create it", async () => {
  await createAdmin(database(), "groupless@example.com", password, false);
  const { rows } = await sql("select id::int from customers where email = 'groupless@example.com'");
  env().WALLET_GROUP = "WALLET-NONE";
  await expect(openWallet(systemContext(database(), "test"), rows[0].id)).rejects.toThrow(
    /no account group WALLET-NONE\. WALLET_GROUP names it: create it at \/admin\/catalog/,
  );
});

test("create-admin: a new admin → a wallet from a job", async () => {
  await createAdmin(database(), "boss@example.com", password, false);
  expect(await accountsOf("boss@example.com")).toEqual([]);
  await makeJobsPending();
  await runAllJobs();
  expect(await accountsOf("boss@example.com")).toEqual([wallet]);
});

test("openWallet: many times, also concurrently → one wallet", async () => {
  const me = await newTrader();
  const open = () => openWallet(systemContext(database(), "job_test"), me.id);
  await Promise.all(Array.from({ length: 10 }, open));
  await open();
  await makeJobsPending();
  await runAllJobs();
  expect(await accountsOf(me.email)).toEqual([wallet]);
});

test("browserSignUp: the trading server fails → signed up, and a job opens the wallet later", async () => {
  env().WALLET_GROUP = "WALLET-LATER";
  expect((await signUp("early@example.com")).status).toBe(201);
  expect(await accountsOf("early@example.com")).toEqual([]);
  await makeJobsPending();
  await runAllJobs();
  // graphile-worker doesn't wait until a failure is written.
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
  await makeJobsPending();
  await runAllJobs();
  expect(await accountsOf("early@example.com")).toEqual([
    { ...wallet, group_name: "WALLET-LATER" },
  ]);
});
