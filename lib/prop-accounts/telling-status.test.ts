import { beforeAll, expect, test } from "vitest";
import { POST as free } from "@/app/api/v2/payments/free/route";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { call, newCustomer } from "@/testing/api";
import { workOff } from "@/testing/stripe";
import { listenToAll, toldOf } from "@/testing/told";
import { embeddedProvider } from "./providers/embedded";
import { provisionAccount } from "./provision";

const body = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
beforeAll(() => listenToAll());

async function claim(): Promise<string> {
  const { headers } = await newCustomer();
  return (await call(free, { method: "POST", body, headers })).body.id;
}
const ctx = () => systemContext(database(), "job_test");
const told = (id: string) => toldOf("prop_account_id", id);

test("a free account is told of when it is active, once, however often its job runs", async () => {
  const id = await claim();
  expect(await told(id)).toEqual([]);
  await workOff();
  for (let n = 0; n < 2; n++) await provisionAccount(ctx(), id);
  expect(await told(id)).toMatchObject([
    { type: "prop_account.active", data: { status: "active", payment_id: null } },
  ]);
});

test("two jobs at once tell once", async () => {
  const id = await claim();
  await Promise.all([1, 2, 3].map(() => provisionAccount(ctx(), id)));
  expect(await told(id)).toHaveLength(1);
});

test("one that the venue refuses for good is told of once, not for each try", async () => {
  const id = await claim();
  const real = embeddedProvider(database(), "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
  const refusing = { ...real, createSubaccount: () => Promise.reject(new Error("closed")) };
  for (let n = 0; n < 12; n++) await provisionAccount(ctx(), id, { provider: refusing });
  expect(await told(id)).toMatchObject([
    { type: "prop_account.provisioning_failed", data: { subaccount_id: null } },
  ]);
});
