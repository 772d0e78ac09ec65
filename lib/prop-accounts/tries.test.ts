import { expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { buy, confirm, deliver, eventOf, workOff } from "@/testing/stripe";
import { applyStanding } from "./open";
import type { SubaccountProvider } from "./providers/port";
import { provisionAccount } from "./provision";
import { MAX_ATTEMPTS } from "./record-failure";

let asked = 0;
const refusing: SubaccountProvider = {
  name: "refusing",
  createSubaccount: () => {
    asked += 1;
    return Promise.reject(new Error("closed"));
  },
  findSubaccount: async () => null,
  setSuspended: async () => "done",
};

/** Runs every job that waits for a try, its time come or not, at a venue that refuses. */
async function round(id: string): Promise<number> {
  const { rows } = await sql(
    "delete from graphile_worker._private_jobs where payload->>'prop_account_id' = $1 and payload::jsonb ? 'failed_tries' returning payload",
    [id],
  );
  for (const { payload } of rows) {
    await provisionAccount(systemContext(database(), "job_test"), id, {
      failedTries: payload.failed_tries,
      provider: refusing,
    });
  }
  return rows.length;
}
const rowOf = async (id: string) =>
  (await sql("select * from prop_accounts where id = $1", [id])).rows[0];

/** A paid account that had its subaccount taken away, and whose first try failed. */
async function triedOnce() {
  const { payment_id, stripe_payment_intent_id: intent } = await buy((await newCustomer()).headers);
  await confirm(intent);
  await deliver(await eventOf(intent, "payment_intent.succeeded"));
  await workOff();
  const { rows } = await sql(
    "update prop_accounts set activated_at = null, entity = null, subaccount_id = null, subaccount_uuid = null, synthetic_hotkey = null where payment_id = $1 returning id",
    [payment_id],
  );
  const id: string = rows[0].id;
  await provisionAccount(systemContext(database(), "job_test"), id, { provider: refusing });
  asked = 0;
  return { id, payment_id };
}
const dispute = (paymentId: string, disputeHold: boolean) =>
  inTransaction(database(), (tx) => applyStanding(tx, paymentId, { disputeHold, closed: null }));

test("disputes that come and go bring no try beside the one that waits", async () => {
  const { id, payment_id } = await triedOnce();
  for (let n = 0; n < 3; n++) {
    await dispute(payment_id, true);
    await dispute(payment_id, false);
  }
  expect(await round(id)).toBeGreaterThan(1);
  expect(asked).toBe(1);
  for (let tries = 2; tries < MAX_ATTEMPTS; tries++) {
    expect(await rowOf(id)).toMatchObject({ status: "provisioning", provisioning_attempts: tries });
    expect(await round(id)).toBe(1);
  }
  expect(await rowOf(id)).toMatchObject({ status: "provisioning_failed" });
  expect([asked, await round(id)]).toEqual([MAX_ATTEMPTS - 1, 0]);
});

test("an account whose waiting try came while it was suspended goes on after that", async () => {
  const { id, payment_id } = await triedOnce();
  await dispute(payment_id, true);
  expect([await round(id), asked]).toEqual([1, 0]);
  await dispute(payment_id, false);
  expect([await round(id), asked]).toEqual([1, 1]);
});

test("two tries at once that fail count as one, and one comes after them", async () => {
  const { id } = await triedOnce();
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const slow = { ...refusing, createSubaccount: () => held.then(() => Promise.reject("closed")) };
  const run = () =>
    provisionAccount(systemContext(database(), "job_test"), id, {
      failedTries: 1,
      provider: slow,
    });
  await sql("delete from graphile_worker._private_jobs");
  const running = Promise.all([run(), run()]);
  setTimeout(letGo, 300);
  await running;
  expect(await rowOf(id)).toMatchObject({ provisioning_attempts: 2 });
  expect(await round(id)).toBe(1);
});

test("a job of the queue whose try was made since does nothing, and one without a number tries", async () => {
  const { id } = await triedOnce();
  await sql("delete from graphile_worker._private_jobs");
  const add = (payload: object) =>
    sql("select graphile_worker.add_job('provision-account', $1::json)", [JSON.stringify(payload)]);
  await add({ prop_account_id: id, failed_tries: 0 });
  await workOff();
  expect(await rowOf(id)).toMatchObject({ status: "provisioning", provisioning_attempts: 1 });
  await add({ prop_account_id: id });
  await workOff();
  expect(await rowOf(id)).toMatchObject({ status: "active" });
});
