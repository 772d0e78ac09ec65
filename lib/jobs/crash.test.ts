import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { connection } from "@/lib/database";
import { newCustomer } from "@/testing/api";
import { buy, confirm, deliver, eventOf, workOff } from "@/testing/stripe";

// Far above what the jobs of one payment need: a run that never ends alive fails below.
const MOST_ANSWERS = 60;

async function run(crashAfter: number): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", "testing/crash-worker.ts"], {
    env: { ...process.env, CRASH_AFTER: String(crashAfter) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code, signal] = await once(child, "exit");
  return signal ?? `exit ${code}`;
}

const query = (text: string, values: unknown[] = []) =>
  connection()
    .pool.query(text, values)
    .then(({ rows }) => rows);

async function paid(headers: Record<string, string>) {
  const bought = await buy({ ...headers, "idempotency-key": crypto.randomUUID() });
  await confirm(bought.stripe_payment_intent_id);
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  return bought.payment_id;
}

/** What the heartbeat does for the jobs of a dead worker; that it does is proven in worker.test.ts. */
const freeJobs = () =>
  query(
    "select graphile_worker.force_unlock_workers(array(select locked_by from graphile_worker.jobs where locked_by is not null))",
  );

test("a worker killed after any answer of the database, then resumed, makes exactly one account", async () => {
  const { headers } = await newCustomer();
  // One more answer each time, until a worker gets to the end alive.
  let kills = 0;
  for (let signal = "SIGKILL"; signal === "SIGKILL" && kills < MOST_ANSWERS; kills++) {
    const paymentId = await paid(headers);
    const crashAfter = kills + 1;
    signal = await run(crashAfter);
    await freeJobs();
    await workOff();
    const accounts = await query(
      "select a.status, count(s.*)::int as subaccounts from prop_accounts a left join embedded_subaccounts s on s.request_key = a.id where a.payment_id = $1 group by a.id",
      [paymentId],
    );
    expect(accounts, `after answer ${crashAfter}`).toEqual([{ status: "active", subaccounts: 1 }]);
  }
  expect(kills).toBeGreaterThan(20);
  expect(kills).toBeLessThan(MOST_ANSWERS);
  const [{ subaccounts, accounts }] = await query(
    "select (select count(*) from embedded_subaccounts)::int as subaccounts, (select count(*) from prop_accounts)::int as accounts",
  );
  expect(subaccounts).toBe(accounts);
}, 240_000);
