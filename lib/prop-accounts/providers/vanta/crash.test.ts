import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, expect, test, vi } from "vitest";
import { newCustomer } from "@/testing/api";
import { bundled } from "@/testing/bundled";
import { sql } from "@/testing/callers";
import { freeJobs, startCrashWorker } from "@/testing/crash";
import { buy, confirm, deliver, eventOf, workOff } from "@/testing/stripe";
import { newAccount, rowOf, startVenue } from "@/testing/vanta";

const gateway = await startVenue({
  PROVISIONING_RETRY_SECONDS: "0.5",
  VANTA_SETTLE_SECONDS: "0.5",
});
afterAll(() => gateway.close());

const provisioner = await bundled("testing/crash-provision.ts");
const startProvisioner = (env: Record<string, string>) =>
  spawn(process.execPath, [provisioner], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });

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
  const bought = await buy((await newCustomer()).headers);
  await confirm(bought.stripe_payment_intent_id);
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  const asked = gateway.asked();
  gateway.next({ answer: "silence" });
  const worker = startCrashWorker({ VANTA_ANSWER_SECONDS: "60" });
  await vi.waitUntil(() => gateway.asked() > asked, { timeout: 30_000 });
  worker.kill("SIGKILL");
  await once(worker, "exit");
  const { rows } = await sql("select id from prop_accounts where payment_id = $1", [
    bought.payment_id,
  ]);
  const { id } = rows[0];
  expect(await rowOf(id)).toMatchObject({ status: "provisioning", subaccount_id: null });

  await freeJobs();
  expect(await ended(id)).toMatchObject({
    status: "active",
    subaccount_id: gateway.subaccounts.length - 1,
  });
  expect(gateway.asked()).toBe(asked + 1);
}, 60_000);

test("a process killed after any answer of the database, then resumed, asks for one subaccount", async () => {
  const stands = new Set<string>();
  let ending = "SIGKILL";
  for (let answer = 1; ending === "SIGKILL" && answer < 40; answer++) {
    const id = await newAccount();
    const asked = gateway.asked();
    const child = startProvisioner({
      CRASH_ACCOUNT: id,
      CRASH_AFTER: String(answer),
    });
    const [code, signal] = await once(child, "exit");
    ending = signal ?? `exit ${code}`;
    const { entity, subaccount_id } = await rowOf(id);
    stands.add(
      `${entity ? "asked" : "new"}, ${gateway.asked() - asked} made, ${subaccount_id === null ? "open" : "recorded"}`,
    );
    expect(await ended(id), `after answer ${answer}`).toMatchObject({
      status: "active",
      subaccount_id: gateway.subaccounts.length - 1,
    });
    expect(gateway.asked(), `after answer ${answer}`).toBe(asked + 1);
  }
  expect(ending).toBe("exit 0");
  expect([...stands]).toEqual([
    "new, 0 made, open",
    "asked, 0 made, open",
    "asked, 1 made, open",
    "asked, 1 made, recorded",
  ]);
}, 240_000);
