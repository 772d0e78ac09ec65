import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { startWorker } from "@/lib/worker/worker";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { headerOf, mailServer } from "@/testing/stand-ins/mail-server";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, control, decline, deliver, eventOf } from "@/testing/stripe/sandbox";
import { confirmDecline } from "./confirm-decline";

const server = await mailServer();
const subjects = () => server.received.map(({ raw }) => headerOf(raw, "Subject"));
const DECLINE_EMAIL = "Your payment of $199.00 didn't go through";

beforeEach(async () => {
  await runAllJobs();
  server.received.length = 0;
});
let worker: ReturnType<typeof startWorker> | undefined;
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});

/** A payment whose card was declined half an hour ago. */
async function declined() {
  const customer = await newCustomer();
  const bought = await startCheckout(customer);
  const intent = bought.stripe_payment_intent_id;
  await decline(intent);
  await deliver(await eventOf(intent, "payment_intent.payment_failed"));
  await runAllJobs();
  return { id: bought.payment_id, intent };
}

/** Makes the jobs pending that run half an hour after a decline. */
const letHalfAnHourPass = () =>
  sql(
    "update graphile_worker._private_jobs set run_at = now() where task_id = (select id from graphile_worker._private_tasks where identifier = 'confirm-decline')",
  );
async function halfAnHourLater() {
  await letHalfAnHourPass();
  await runAllJobs();
}
const openJobs = async () =>
  (
    await sql(
      "select task_identifier as task, attempts from graphile_worker.jobs where task_identifier in ('confirm-decline', 'send-mail')",
    )
  ).rows;

test("confirmDecline: declined, then paid with another card, its event lost → no email about the decline, but the receipt", async () => {
  const { intent } = await declined();
  await confirm(intent);
  await halfAnHourLater();
  await runAllJobs();
  expect(subjects()).toEqual(["Receipt for $199.00", "Your $25,000 account is ready"]);
});

test("confirmDecline: Stripe doesn't respond → the job is repeated, and the email is sent once Stripe confirms it", async () => {
  const { id } = await declined();
  await control("faults", { kind: "500", count: 2, method: "GET", path: "/v1/payment_intents" });
  await halfAnHourLater();
  expect(subjects()).toEqual([]);
  expect(await openJobs()).toEqual([{ task: "confirm-decline", attempts: 1 }]);
  await halfAnHourLater();
  expect(subjects()).toEqual([DECLINE_EMAIL]);
  const { rows: steps } = await sql(
    "select type from payment_events where payment_id = $1 and type = 'payment.refreshed'",
    [id],
  );
  expect(steps).toEqual([]);
});

test("confirmDecline: its job is run again after a crash → one email", async () => {
  const { id } = await declined();
  const { rows } = await sql("select decline_email_at from payments where id = $1", [id]);
  await halfAnHourLater();
  expect(subjects()).toEqual([DECLINE_EMAIL]);
  await confirmDecline(systemContext(database(), "job_test"), id, rows[0].decline_email_at);
  await runAllJobs();
  expect(subjects()).toEqual([DECLINE_EMAIL]);
});

test.each([
  ["it has another amount", "amount_cents = amount_cents + 100", "paid"],
  ["it has no such PaymentIntent", "stripe_payment_intent_id = 'pi_3unknown'", ""],
  ["the payment is of another mode than our keys", "livemode = not livemode", ""],
])(
  "confirmDecline: Stripe can't confirm that nothing was paid, since %s → no email",
  async (_, change, paid) => {
    const { id, intent } = await declined();
    if (paid) await confirm(intent);
    await sql(`update payments set ${change} where id = $1`, [id]);
    await halfAnHourLater();
    expect(subjects()).toEqual([]);
    expect(await openJobs()).toEqual([]);
  },
);

test("startWorker: Stripe doesn't respond about three declined payments → another payment's receipt isn't delayed", async () => {
  for (let n = 0; n < 3; n++) await declined();
  const paid = await startCheckout(await newCustomer());
  await confirm(paid.stripe_payment_intent_id);
  const event = await eventOf(paid.stripe_payment_intent_id, "payment_intent.succeeded");
  await control("faults", {
    kind: "hang",
    hang_ms: 8_000,
    count: 20,
    method: "GET",
    path: "/v1/payment_intents",
  });
  await letHalfAnHourPass();
  worker = startWorker();
  // The jobs about the declines hang first.
  await vi.waitFor(
    async () => {
      const { rows } = await sql(
        "select 1 from graphile_worker._private_jobs where locked_at is not null",
      );
      expect(rows.length).toBeGreaterThan(0);
    },
    { timeout: 10_000, interval: 50 },
  );
  await deliver(event);
  await vi.waitFor(() => expect(subjects()).toContain("Receipt for $199.00"), {
    timeout: 6_000,
    interval: 50,
  });
  expect(subjects()).not.toContain(DECLINE_EMAIL);
}, 90_000);
