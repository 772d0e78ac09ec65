import { beforeAll, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { embeddedVenue } from "@/lib/venues/embedded";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { as } from "@/testing/http/client";
import { emittedEvents, subscribeToAllEvents } from "@/testing/webhooks/emitted-events";
import { provisionAccount } from "./provision";

const body = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
beforeAll(() => subscribeToAllEvents());

async function claim(): Promise<string> {
  const customer = await newCustomer();
  return (await as(customer).post("/v2/payments/free", body)).body.id;
}
const ctx = () => systemContext(database(), "job_test");
const eventsOf = (id: string) => emittedEvents("prop_account_id", id);

test("provisionAccount: repeated runs → one prop_account.active event", async () => {
  const id = await claim();
  expect(await eventsOf(id)).toEqual([]);
  await runAllJobs();
  for (let n = 0; n < 2; n++) await provisionAccount(ctx(), id);
  expect(await eventsOf(id)).toMatchObject([
    { type: "prop_account.active", data: { status: "active", payment_id: null } },
  ]);
});

test("provisionAccount: concurrent runs → one event", async () => {
  const id = await claim();
  await Promise.all([1, 2, 3].map(() => provisionAccount(ctx(), id)));
  expect(await eventsOf(id)).toHaveLength(1);
});

test("provisionAccount: every try is rejected → one prop_account.provisioning_failed event", async () => {
  const id = await claim();
  const embedded = embeddedVenue(database(), "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
  const rejecting = { ...embedded, createSubaccount: () => Promise.reject(new Error("closed")) };
  for (let n = 0; n < 12; n++) await provisionAccount(ctx(), id, { venue: rejecting });
  expect(await eventsOf(id)).toMatchObject([
    { type: "prop_account.provisioning_failed", data: { subaccount_id: null } },
  ]);
});
