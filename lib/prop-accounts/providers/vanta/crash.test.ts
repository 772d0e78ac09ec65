import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, expect, test, vi } from "vitest";
import { newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { freeJobs, killAfterEachAnswer } from "@/testing/crash";
import { buy, confirm, deliver, eventOf, workOff } from "@/testing/stripe";
import { newAccount, rowOf, startVenue } from "@/testing/vanta";

const gateway = await startVenue({
  PROVISIONING_RETRY_SECONDS: "0.5",
  VANTA_ANSWER_SECONDS: "1",
  VANTA_SETTLE_SECONDS: "0.5",
});
afterAll(() => gateway.close());

async function paid() {
  const { headers } = await newCustomer();
  const bought = await buy(headers);
  await confirm(bought.stripe_payment_intent_id);
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  return bought.payment_id;
}
const accountOf = async (paymentId: string) =>
  (await sql("select id from prop_accounts where payment_id = $1", [paymentId])).rows[0]?.id;

/** Works off jobs until the account is no longer being provisioned. */
const ended = (id: string) =>
  vi.waitUntil(
    async () => {
      await workOff();
      const account = await rowOf(id);
      return account.status !== "provisioning" && account;
    },
    { timeout: 20_000, interval: 200 },
  );

test("a worker killed between the request and the record, then resumed, claims what was made", async () => {
  const paymentId = await paid();
  const asked = gateway.asked();
  gateway.next({ answer: "silence" });
  const child = spawn(process.execPath, ["--import", "tsx", "testing/crash-worker.ts"], {
    env: { ...process.env, VANTA_ANSWER_SECONDS: "60" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await vi.waitUntil(() => gateway.asked() > asked, { timeout: 20_000 });
  child.kill("SIGKILL");
  await once(child, "exit");
  const id = await accountOf(paymentId);
  expect(await rowOf(id)).toMatchObject({ status: "provisioning", subaccount_id: null });

  await freeJobs();
  expect(await ended(id)).toMatchObject({
    status: "active",
    subaccount_id: gateway.subaccounts.length - 1,
  });
  expect(gateway.asked()).toBe(asked + 1);
}, 60_000);

test("a worker killed after any answer of the database, then resumed, makes exactly one subaccount", async () => {
  const runs = await killAfterEachAnswer({
    prepare: async () => ({ id: await newAccount(), asked: gateway.asked() }),
    check: async ({ id, asked }, when) => {
      expect(await ended(id), when).toMatchObject({
        status: "active",
        subaccount_id: gateway.subaccounts.length - 1,
      });
      expect(gateway.asked(), when).toBe(asked + 1);
    },
  });
  expect(runs).toBeGreaterThan(15);
  const { rows } = await sql("select count(*)::int as accounts from prop_accounts");
  expect(gateway.subaccounts).toHaveLength(rows[0].accounts);
}, 240_000);
