import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, expect, test, vi } from "vitest";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { freeJobs, startCrashWorker } from "@/testing/faults/crash";
import { bundledForManyStarts } from "@/testing/setup/bundled";
import { newAccount, rowOf, startVenue } from "@/testing/stand-ins/vanta";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventOf } from "@/testing/stripe/sandbox";

const gateway = await startVenue({
  PROVISIONING_RETRY_SECONDS: "0.5",
  VANTA_SETTLE_SECONDS: "0.5",
});
afterAll(() => gateway.close());

const provisioner = await bundledForManyStarts("testing/faults/crash-provision.ts");
const startProvisioner = (env: Record<string, string>) =>
  spawn(process.execPath, [provisioner], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });

/** Runs jobs until the account is no longer being provisioned; its row then. */
const provisioned = (id: string) =>
  vi.waitUntil(
    async () => {
      await runAllJobs();
      const account = await rowOf(id);
      return account.status !== "provisioning" && account;
    },
    { timeout: 20_000, interval: 200 },
  );

test("provision-account job: worker killed after the request → the next one claims the subaccount, no second request", async () => {
  const bought = await startCheckout(await newCustomer());
  await confirm(bought.stripe_payment_intent_id);
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  const before = gateway.requests();
  gateway.onCreation({ reply: "none" });
  const worker = startCrashWorker({ VANTA_TIMEOUT_SECONDS: "60" });
  await vi.waitUntil(() => gateway.requests() > before, { timeout: 30_000 });
  worker.kill("SIGKILL");
  await once(worker, "exit");
  const { rows } = await sql("select id from prop_accounts where payment_id = $1", [
    bought.payment_id,
  ]);
  const { id } = rows[0];
  expect(await rowOf(id)).toMatchObject({ status: "provisioning", subaccount_id: null });

  await freeJobs();
  expect(await provisioned(id)).toMatchObject({
    status: "active",
    subaccount_id: gateway.subaccounts.length - 1,
  });
  expect(gateway.requests()).toBe(before + 1);
}, 60_000);

test("provisionAccount: killed after any result of the database → active with one subaccount, one request", async () => {
  const states = new Set<string>();
  let ending = "SIGKILL";
  for (let result = 1; ending === "SIGKILL" && result < 40; result++) {
    const id = await newAccount();
    const before = gateway.requests();
    const child = startProvisioner({
      CRASH_ACCOUNT: id,
      CRASH_AFTER: String(result),
    });
    const [code, signal] = await once(child, "exit");
    ending = signal ?? `exit ${code}`;
    const { entity, subaccount_id } = await rowOf(id);
    states.add(
      `${entity ? "pending" : "new"}, ${gateway.requests() - before} created, ${subaccount_id === null ? "open" : "recorded"}`,
    );
    expect(await provisioned(id), `after result ${result}`).toMatchObject({
      status: "active",
      subaccount_id: gateway.subaccounts.length - 1,
    });
    expect(gateway.requests(), `after result ${result}`).toBe(before + 1);
  }
  expect(ending).toBe("exit 0");
  expect([...states]).toEqual([
    "new, 0 created, open",
    "pending, 0 created, open",
    "pending, 1 created, open",
    "pending, 1 created, recorded",
  ]);
}, 240_000);
