import { expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import type { Venue } from "@/lib/venues";
import { embeddedVenue } from "@/lib/venues/embedded";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventOf } from "@/testing/stripe/sandbox";
import { applyRestrictions } from "./apply-restrictions";
import { provisionAccount } from "./provision";
import { MAX_ATTEMPTS } from "./record-failure";

let requests = 0;
const rejecting: Venue = {
  name: "rejecting",
  createSubaccount: () => {
    requests += 1;
    return Promise.reject(new Error("closed"));
  },
  findSubaccount: async () => null,
  setSuspended: async () => "done",
};

/** Runs every queued try, due or not, at a venue that rejects it; how many there were. */
async function runTries(id: string): Promise<number> {
  const { rows } = await sql(
    "delete from graphile_worker._private_jobs where payload->>'prop_account_id' = $1 and payload::jsonb ? 'failed_tries' returning payload",
    [id],
  );
  for (const { payload } of rows) {
    await provisionAccount(systemContext(database(), "job_test"), id, {
      failedTries: payload.failed_tries,
      venue: rejecting,
    });
  }
  return rows.length;
}
const rowOf = async (id: string) =>
  (await sql("select * from prop_accounts where id = $1", [id])).rows[0];

/** A paid account without a subaccount, whose first try failed. */
async function newTriedAccount() {
  const { payment_id, stripe_payment_intent_id: intent } = await startCheckout(await newCustomer());
  await confirm(intent);
  await deliver(await eventOf(intent, "payment_intent.succeeded"));
  await runAllJobs();
  const { rows } = await sql(
    "update prop_accounts set activated_at = null, entity = null, subaccount_id = null, subaccount_uuid = null, synthetic_hotkey = null where payment_id = $1 returning id",
    [payment_id],
  );
  const id: string = rows[0].id;
  await provisionAccount(systemContext(database(), "job_test"), id, { venue: rejecting });
  requests = 0;
  return { id, payment_id };
}
const dispute = (paymentId: string, disputeHold: boolean) =>
  inTransaction(database(), (tx) =>
    applyRestrictions(tx, paymentId, { disputeHold, closed: null }),
  );

test("applyRestrictions: disputes opened and won repeatedly → no try beside the queued one", async () => {
  const { id, payment_id } = await newTriedAccount();
  for (let n = 0; n < 3; n++) {
    await dispute(payment_id, true);
    await dispute(payment_id, false);
  }
  expect(await runTries(id)).toBeGreaterThan(1);
  expect(requests).toBe(1);
  for (let tries = 2; tries < MAX_ATTEMPTS; tries++) {
    expect(await rowOf(id)).toMatchObject({ status: "provisioning", provisioning_attempts: tries });
    expect(await runTries(id)).toBe(1);
  }
  expect(await rowOf(id)).toMatchObject({ status: "provisioning_failed" });
  expect([requests, await runTries(id)]).toEqual([MAX_ATTEMPTS - 1, 0]);
});

test("applyRestrictions: the queued try came during a dispute → tried again after it", async () => {
  const { id, payment_id } = await newTriedAccount();
  await dispute(payment_id, true);
  expect(await runTries(id)).toBeGreaterThan(0);
  expect(requests).toBe(0);
  await dispute(payment_id, false);
  expect([await runTries(id), requests]).toEqual([1, 1]);
});

test("provisionAccount: two concurrent tries fail → one is counted, one is enqueued", async () => {
  const { id } = await newTriedAccount();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = { ...rejecting, createSubaccount: () => held.then(() => Promise.reject("closed")) };
  const run = () =>
    provisionAccount(systemContext(database(), "job_test"), id, {
      failedTries: 1,
      venue: slow,
    });
  await sql("delete from graphile_worker._private_jobs");
  const running = Promise.all([run(), run()]);
  setTimeout(release, 300);
  await running;
  expect(await rowOf(id)).toMatchObject({ provisioning_attempts: 2 });
  expect(await runTries(id)).toBe(1);
});

test("provision-account job: its try was made → nothing; without failed_tries → tries", async () => {
  const { id } = await newTriedAccount();
  await sql("delete from graphile_worker._private_jobs");
  const add = (payload: object) =>
    sql("select graphile_worker.add_job('provision-account', $1::json)", [JSON.stringify(payload)]);
  await add({ prop_account_id: id, failed_tries: 0 });
  await runAllJobs();
  expect(await rowOf(id)).toMatchObject({ status: "provisioning", provisioning_attempts: 1 });
  await add({ prop_account_id: id });
  await runAllJobs();
  expect(await rowOf(id)).toMatchObject({ status: "active" });
});

/** A worker that was killed between the venue's creation and the commit that records the subaccount. */
const createUnrecorded = (id: string) =>
  embeddedVenue(database(), "5TestEntity").createSubaccount({
    requestKey: id,
    assetClass: "crypto",
    accountSize: 25_000,
  });

test.each([
  ["suspended", { disputeHold: true, closed: null }],
  ["closed", { disputeHold: false, closed: "dispute_lost" }],
] as const)(
  "applyRestrictions: account with an unrecorded subaccount is %s → recorded, not activated",
  async (status, restrictions) => {
    const { id, payment_id } = await newTriedAccount();
    const { subaccountId } = await createUnrecorded(id);
    await sql("delete from graphile_worker._private_jobs");
    await inTransaction(database(), (tx) => applyRestrictions(tx, payment_id, restrictions));
    await runAllJobs();
    expect(await rowOf(id)).toMatchObject({
      status,
      subaccount_id: subaccountId,
      activated_at: null,
    });
  },
);

test("applyRestrictions: hold of such an account ends → active with the same subaccount", async () => {
  const { id, payment_id } = await newTriedAccount();
  const { subaccountId } = await createUnrecorded(id);
  await dispute(payment_id, true);
  await runAllJobs();
  await dispute(payment_id, false);
  await runAllJobs();
  expect(await rowOf(id)).toMatchObject({ status: "active", subaccount_id: subaccountId });
});

test("applyRestrictions: the lookup of a suspended account fails → repeated, then recorded", async () => {
  const { id, payment_id } = await newTriedAccount();
  const { subaccountId } = await createUnrecorded(id);
  await sql("delete from graphile_worker._private_jobs");
  await dispute(payment_id, true);
  const failing = { ...rejecting, findSubaccount: () => Promise.reject(new Error("lost")) };
  await provisionAccount(systemContext(database(), "job_test"), id, { venue: failing });
  await sql("update graphile_worker._private_jobs set run_at = now()");
  await runAllJobs();
  expect(await rowOf(id)).toMatchObject({ status: "suspended", subaccount_id: subaccountId });
});
