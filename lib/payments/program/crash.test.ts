import { afterAll, beforeAll, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { copyProgram } from "@/testing/catalog/own-program";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { killAfterEachResult } from "@/testing/faults/crash";
import { outcomeOf, payForProgram, program1 } from "@/testing/stripe/program-payments";
import { eventOf } from "@/testing/stripe/sandbox";
import { handleEvent } from "../inbox/handle-event";
import { stripe } from "../stripe";

// `CRASH_STEP=1` kills after every result.
const step = Number(process.env.CRASH_STEP ?? 5);
const MINUTES = 400_000;

let me: Trader;
beforeAll(async () => {
  me = await newTrader(700n);
});
afterAll(async () => {
  expect(await ledgerProblems()).toEqual([]);
  const { rows } = await sql(
    "select balance_cents::int as cents from trading_accounts where login = $1",
    [me.login],
  );
  expect(rows).toEqual([{ cents: 700 }]);
});

type Paid = Awaited<ReturnType<typeof payForProgram>>;

async function expectBoughtOnce({ paymentId, intent }: Paid, when: string) {
  expect(await outcomeOf(paymentId), when).toMatchObject({
    status: "succeeded",
    rejection: null,
    net: 49_900,
    flag: null,
    purchases: [{ status: 3, challenge: 1, enabled: true }],
    refunds: [],
  });
  expect((await stripe().refunds.list({ payment_intent: intent })).data, when).toEqual([]);
}

async function expectRefundedOnce({ paymentId, intent }: Paid, when: string) {
  const { purchases, ...outcome } = await outcomeOf(paymentId);
  expect(outcome, when).toMatchObject({
    status: "refunded",
    net: 0,
    flag: null,
    refunds: [{ cents: 49_900, status: "succeeded" }],
  });
  expect(purchases, when).toEqual([]);
  const { data } = await stripe().refunds.list({ payment_intent: intent });
  expect(
    data.map(({ amount }) => amount),
    when,
  ).toEqual([49_900]);
}

/** A paid program that is taken off sale before its job runs. */
async function paidTooLate(): Promise<Paid> {
  const program_id = await copyProgram();
  const paid = await payForProgram(me, { ...program1, program_id });
  await sql("update programs set status = 1 where id = $1", [program_id]);
  return paid;
}

test(
  "settle-program-payment: worker killed after a response of the database or of Stripe, then another → bought once",
  async () => {
    const runs = await killAfterEachResult({
      prepare: () => payForProgram(me),
      check: expectBoughtOnce,
      step,
    });
    expect(runs).toBeGreaterThan(40 / step);
  },
  MINUTES,
);

test(
  "settle-program-payment: the same for a program that is no longer sold → refunded once",
  async () => {
    const runs = await killAfterEachResult({
      prepare: paidTooLate,
      check: expectRefundedOnce,
      step,
    });
    expect(runs).toBeGreaterThan(40 / step);
  },
  MINUTES,
);

test(
  "settle-program-payment: the same at a trading server that buys in steps → bought once",
  async () => {
    const runs = await killAfterEachResult({
      prepare: async () => {
        const paid = await payForProgram(me);
        const event = await eventOf(paid.intent, "payment_intent.succeeded");
        await handleEvent(systemContext(database(), "job_test"), event.id);
        return paid;
      },
      check: async (paid, when) => {
        // The claim of the killed process ends, and the job that resumes the purchase comes.
        await sql("update purchases set claimed_until = null");
        await sql("update graphile_worker._private_jobs set run_at = now()");
        await runAllJobs();
        await expectBoughtOnce(paid, when);
      },
      env: ({ paymentId }) => ({ CRASH_SAGA_PAYMENT: paymentId }),
      step,
    });
    expect(runs).toBeGreaterThan(40 / step);
  },
  MINUTES,
);
