import { afterAll, describe, expect, test } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { sql } from "@/testing/callers";
import { ledgerProblems } from "@/testing/ledger";
import { balanceOf, prop, purchasesOf } from "@/testing/prop";
import {
  answerOf,
  letTimePass,
  movementsOf,
  purchaseRow,
  resumesOf,
  runJobs,
} from "@/testing/purchases/books";
import { breakChallenges } from "@/testing/purchases/faults";
import { gatedServer } from "@/testing/purchases/step-server";
import {
  buyThroughRoute,
  contextOf,
  faultyServer,
  fund,
  newTrader,
  type Trader,
} from "@/testing/trading";
import { backwardSteps } from "./backward";
import { buyChallenge } from "./buy";
import { forwardSteps } from "./forward";
import { resumePurchase } from "./resume";
import { resumeLater } from "./resume-later";

const PRICE = 49_900;
const whens = ["before", "after"] as const;
const namesOf = (steps: readonly { name: string }[]) => steps.map(({ name }) => name);
const crossed = (steps: string[]) => steps.flatMap((step) => whens.map((when) => ({ step, when })));
// The challenge is a write of our own: no request stands between us and it.
const forward = crossed(namesOf(forwardSteps).filter((name) => name !== "challenge"));
const backward = crossed(namesOf(backwardSteps));

const asJob = () => systemContext(database(), "job_test");
const wishOf = (trader: Trader) => ({ program_id: 1, payer_login: trader.login });
const onlyPurchaseOf = async (trader: Trader) => {
  const rows = await purchasesOf(trader.id);
  expect(rows).toHaveLength(1);
  return rows[0];
};
const jobRuns = async () => {
  await letTimePass();
  await runJobs();
};

/** Somebody is in the midst of a purchase: `done` is what they will be answered. */
async function inTheMidst(gate: { step: string; when: "before" | "after" }, key?: string) {
  const trader = await newTrader(BigInt(PRICE));
  const { server, reached, open } = gatedServer(gate);
  const input = { ...wishOf(trader), ...(key !== undefined && { idempotency_key: key }) };
  const back = namesOf(backwardSteps).includes(gate.step);
  const broken = back ? await breakChallenges(trader, "refuse") : undefined;
  const ctx = contextOf(trader);
  const done = answerOf(() => buyChallenge(ctx, input, server));
  await reached;
  await broken?.mend();
  return { trader, input, done, open, row: await onlyPurchaseOf(trader) };
}

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

describe("the job of a purchase", () => {
  test("is due 30 seconds after it was made, and gone where all went well", async () => {
    const { row, done, open } = await inTheMidst({ step: "account", when: "before" });
    const [seconds = 0, ...others] = await resumesOf(row.id);
    expect(others).toEqual([]);
    expect(seconds).toBeGreaterThan(25);
    expect(seconds).toBeLessThanOrEqual(30);
    open();
    expect((await done).body.purchase).toMatchObject({ status_name: "active" });
    expect(await resumesOf(row.id)).toEqual([]);
  });

  test("is one, whoever enqueues it", async () => {
    const { row, done, open } = await inTheMidst({ step: "account", when: "before" });
    const jobs = async () =>
      (
        await sql(
          "select key, queue_name, run_at from graphile_worker.jobs where task_identifier = 'resume-purchase' and key = $1",
          [`resume-purchase:${row.id}`],
        )
      ).rows;
    const [first] = await jobs();
    expect(first).toMatchObject({ queue_name: `resume-${row.id % 2}` });
    await resumeLater(database(), { id: row.id, resumes: 3 });
    const [second, ...others] = await jobs();
    expect(others).toEqual([]);
    expect(second).toMatchObject({ key: first.key, queue_name: first.queue_name });
    expect(second.run_at.getTime()).toBeGreaterThan(first.run_at.getTime());
    open();
    await done;
  });

  test("leaves a purchase that somebody works on alone, and looks again when their time is over", async () => {
    const { trader, row, done, open } = await inTheMidst({ step: "account", when: "before" });
    const before = await purchaseRow(row.id);
    await runJobs();
    expect(await purchaseRow(row.id)).toEqual(before);
    const [seconds = 0, ...others] = await resumesOf(row.id);
    expect(others).toEqual([]);
    const left = (before.claimed_until.getTime() - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(left);
    expect(seconds).toBeLessThan(left + 5);
    open();
    expect((await done).body).toMatchObject({ idempotent: false, purchase: { status: 3 } });
    expect(await balanceOf(trader.login)).toBe(0);
  });
});

describe.each(forward)("while somebody is stuck $when the step $step", ({ step, when }) => {
  test.each([
    ["with a key", "the key"],
    ["without a key", undefined],
  ])(
    "%s, the job finishes their purchase, and they write nothing and are told the truth",
    async (_, key) => {
      const { trader, row, done, open } = await inTheMidst({ step, when }, key);
      await jobRuns();
      const finished = await purchaseRow(row.id);
      expect(finished).toMatchObject({ status: 3, claim: null, attempts: {} });
      open();
      // Whoever opened the account, and nobody else, knows its password.
      const opened = step === "initial_balance" || (step === "account" && when === "after");
      const { status, body } = await done;
      expect(status).toBe(200);
      expect("temporary_password" in body).toBe(opened);
      expect(body).toMatchObject({
        accepted: true,
        idempotent: key !== undefined && !opened,
        purchase: { id: row.id, status: 3 },
        challenge: { purchase_id: row.id },
        payment_order: finished.payment_order,
      });
      expect(await purchaseRow(row.id)).toEqual(finished);
      expect(await movementsOf(row.id)).toHaveLength(2);
      expect(await balanceOf(trader.login)).toBe(0);
    },
  );
});

describe.each(backward)("while somebody is stuck $when the step $step", ({ step, when }) => {
  test("the job takes back the rest, and they write nothing and are told the truth", async () => {
    const { trader, row, done, open } = await inTheMidst({ step, when }, "the key");
    expect(row).toMatchObject({ status: 4, failure_code: "CHALLENGE_CREATION_FAILED" });
    await jobRuns();
    const finished = await purchaseRow(row.id);
    expect(finished).toMatchObject({ status: 5, claim: null, rollback_problem: null });
    open();
    const { status, body } = await done;
    expect([status, body.error.code]).toEqual([502, "CHALLENGE_CREATION_FAILED"]);
    expect(body.purchase).toMatchObject({ id: row.id, status: 5, payment_status: "refunded" });
    expect(await purchaseRow(row.id)).toEqual(finished);
    expect(await movementsOf(row.id)).toHaveLength(4);
    expect(await balanceOf(trader.login)).toBe(PRICE);
  });
});

describe.each([...forward, ...backward].filter(({ when }) => when === "before"))(
  "when a job took a purchase over and stands before $step too",
  (gate) => {
    test("who had it before does nothing to it, even though it is where they left it", async () => {
      const { row, done, open } = await inTheMidst(gate);
      await letTimePass();
      const other = gatedServer(gate);
      const job = resumePurchase(asJob(), row.id, other.server);
      await other.reached;
      const taken = await purchaseRow(row.id);
      expect(taken.claim).not.toBe(row.claim);
      open();
      const { status, body } = await done;
      expect(status).toBe(row.status === 4 ? 502 : 202);
      expect(body).toMatchObject({
        idempotent: false,
        purchase: { id: row.id, status: row.status },
      });
      expect(await purchaseRow(row.id)).toEqual(taken);
      other.open();
      await job;
      expect(await purchaseRow(row.id)).toMatchObject({ status: row.status === 4 ? 5 : 3 });
      expect(await movementsOf(row.id)).toHaveLength(row.status === 4 ? 4 : 2);
    });
  },
);

test("jobs and replays at once do each step of a purchase that stands still once", async () => {
  const trader = await newTrader(BigInt(PRICE));
  const input = { ...wishOf(trader), idempotency_key: "the key" };
  const cut = faultyServer((step) => (step === "fee" ? "cut-before" : undefined));
  const { id } = (await answerOf(() => buyChallenge(contextOf(trader), input, cut))).body.purchase;
  const server = faultyServer(() => undefined);
  const replays = [1, 2].map(() => answerOf(() => buyChallenge(contextOf(trader), input, server)));
  await Promise.all([...replays, ...[1, 2].map(() => resumePurchase(asJob(), id, server))]);
  expect(server.asked).toEqual([`${id}:fee:1`, `${id}:account:1`, `${id}:initial_balance:1`]);
  for (const { status, body } of await Promise.all(replays)) {
    expect([status, body.purchase.id, body.purchase.status]).toEqual([200, id, 3]);
  }
  expect(await balanceOf(trader.login)).toBe(0);
});

describe("a purchase whose wallet was drained while it stood still", () => {
  const resumes: [string, (trader: Trader, key: string) => Promise<unknown>][] = [
    ["its job", jobRuns],
    [
      "a replay of its key",
      (trader, idempotency_key) => buyThroughRoute(trader, { idempotency_key }),
    ],
  ];

  test.each(resumes)(
    "resumed by %s, has failed, can be seen and be tried again",
    async (_, resume) => {
      const trader = await newTrader(BigInt(PRICE));
      const idempotency_key = crypto.randomUUID();
      const cut = faultyServer((step) => (step === "fee" ? "cut-before" : undefined));
      const input = { ...wishOf(trader), idempotency_key };
      const first = await answerOf(() => buyChallenge(contextOf(trader), input, cut));
      expect(first.status).toBe(202);
      const { id } = first.body.purchase;
      await fund(trader.login, -1n);
      await resume(trader, idempotency_key);

      const failed = {
        id,
        status: 4,
        next_action: "RETRY",
        can_retry: true,
        payment_status: "failed",
        failure_reason: "PAYMENT_FAILED",
      };
      expect((await prop(trader, "GET challenges")).body.purchases).toMatchObject([failed]);
      const again = await buyThroughRoute(trader, { idempotency_key });
      expect([again.status, again.body.error.code]).toEqual([502, "PAYMENT_FAILED"]);
      expect(again.body).toMatchObject({ idempotent: true, purchase: failed });
      expect(await balanceOf(trader.login)).toBe(PRICE - 1);

      await fund(trader.login, 1n);
      const retried = await prop(trader, "POST purchases/[id]/retry", { params: { id } });
      expect(retried.body.purchase).toMatchObject({ id, status: 3 });
      expect((await movementsOf(id))[0]).toMatchObject({ key: `${id}:fee:2`, amount: -PRICE });
    },
  );
});

test("a claim is renewed by each step, so that nobody takes over who isn't standing still", async () => {
  const trader = await newTrader(BigInt(PRICE));
  const { server, reached, open } = gatedServer({ step: "fee", when: "after" });
  const done = buyChallenge(contextOf(trader), wishOf(trader), server);
  await reached;
  const { id } = await onlyPurchaseOf(trader);
  await sql("update purchases set claimed_until = now() + interval '1 second' where id = $1", [id]);
  const { claimed_until } = await purchaseRow(id);
  await sql(
    "create function see_claims() returns trigger language plpgsql as $$ begin insert into seen_claims values (new.claimed_until); return new; end $$",
  );
  await sql("create table seen_claims (claimed_until timestamptz)");
  await sql(
    "create trigger see_claims before update on purchases for each row when (new.claim is not null) execute function see_claims()",
  );
  open();
  await done;
  const { rows } = await sql("select claimed_until from seen_claims");
  await sql("drop function see_claims cascade");
  expect(rows).toHaveLength(3);
  for (const row of rows) {
    expect(row.claimed_until.getTime()).toBeGreaterThan(claimed_until.getTime() + 25_000);
  }
});
