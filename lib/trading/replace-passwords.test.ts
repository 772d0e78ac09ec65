import { expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { enqueue } from "@/lib/queue/enqueue";
import { newTrader, openAccount } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { tradingServer } from "./server";

const STRANGERS = "the stranger's password";
const OWNERS = "the owner's password";

/** Has the trading server reject each new password of an account. Resolves with a function that ends that. */
async function rejectPasswordsOf(login: number): Promise<() => Promise<unknown>> {
  await sql(
    `create function skip_update() returns trigger language plpgsql as 'begin return null; end'`,
  );
  await sql(
    `create trigger reject_password before update of password_hash on trading_accounts
     for each row when (new.login = ${login}) execute function skip_update()`,
  );
  return () => sql("drop function skip_update() cascade");
}

test("replace-trading-passwords: one account's is rejected → the others are replaced; the next try skips those that their owner has set since", async () => {
  const trader = await newTrader();
  const [first = 0, second = 0] = [trader.login, await openAccount(trader, "PRACTICE-USD")].sort(
    (a, b) => a - b,
  );
  const server = tradingServer(database());
  for (const login of [first, second]) await server.setPassword(login, STRANGERS, false);
  const accept = await rejectPasswordsOf(first);
  await enqueue(database(), "replace-trading-passwords", {
    customer_id: trader.id,
    opened_before: new Date(Date.now() + 60_000).toISOString(),
  });

  await runAllJobs();
  expect(await server.passwordFits(first, STRANGERS)).toBe(true);
  expect(await server.passwordFits(second, STRANGERS)).toBe(false);

  await server.setPassword(second, OWNERS, false);
  await accept();
  await sql("update graphile_worker._private_jobs set run_at = now()");
  await runAllJobs();
  expect(await server.passwordFits(first, STRANGERS)).toBe(false);
  expect(await server.passwordFits(second, OWNERS)).toBe(true);
});
