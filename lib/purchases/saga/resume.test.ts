import { afterAll, describe, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import {
  balanceOf,
  buyFromWallet,
  contextOf,
  fund,
  newTrader,
  type Trader,
} from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { breakChallengeInserts } from "@/testing/faults/purchase-faults";
import { faultyServer, gatedServer } from "@/testing/faults/trading-server";
import { as } from "@/testing/http/client";
import { purchasesOf } from "@/testing/purchases/counts";
import {
  letTimePass,
  movementsOf,
  purchaseRow,
  resultOf,
  runJobs,
} from "@/testing/purchases/purchase-state";
import { buyChallenge } from "../buy";
import { compensations } from "./compensations";
import { resumePurchase } from "./resume";
import { steps } from "./steps";

const PRICE = 49_900;
const whens = ["before", "after"] as const;
const namesOf = (steps: readonly { name: string }[]) => steps.map(({ name }) => name);
const crossed = (steps: string[]) => steps.flatMap((step) => whens.map((when) => ({ step, when })));
// The challenge is a write of our own: there is no request before it.
const stepCases = crossed(namesOf(steps).filter((name) => name !== "challenge"));
const compensationCases = crossed(namesOf(compensations));

const asJob = () => systemContext(database(), "job_test");
const requestOf = (trader: Trader) => ({ program_id: 1, payer_login: trader.login });
const onlyPurchaseOf = async (trader: Trader) => {
  const rows = await purchasesOf(trader.id);
  expect(rows).toHaveLength(1);
  return rows[0];
};
const jobRuns = async () => {
  await letTimePass();
  await runJobs();
};

/** A purchase whose executor waits at a gate: `done` is the response that its caller will get. */
async function stoppedPurchase(gate: { step: string; when: "before" | "after" }, key?: string) {
  const trader = await newTrader(BigInt(PRICE));
  const { server, reached, open } = gatedServer(gate);
  const input = { ...requestOf(trader), ...(key !== undefined && { idempotency_key: key }) };
  const back = namesOf(compensations).includes(gate.step);
  const broken = back ? await breakChallengeInserts(trader, "reject") : undefined;
  const ctx = contextOf(trader);
  const done = resultOf(() => buyChallenge(ctx, input, server));
  await reached;
  await broken?.restore();
  return { trader, input, done, open, row: await onlyPurchaseOf(trader) };
}

afterAll(async () => expect(await ledgerProblems()).toEqual([]));

describe.each(stepCases)(
  "resumePurchase: another executor hangs $when the step $step",
  ({ step, when }) => {
    test.each([
      ["with a key", "the key"],
      ["without a key", undefined],
    ])(
      "%s → the job finishes the purchase; the other executor writes nothing and returns the true status",
      async (_, key) => {
        const { trader, row, done, open } = await stoppedPurchase({ step, when }, key);
        await jobRuns();
        const finished = await purchaseRow(row.id);
        expect(finished).toMatchObject({ status: 3, claim: null, attempts: {} });
        open();
        // Only the executor that opened the account knows its password.
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
  },
);

describe.each(compensationCases)(
  "resumePurchase: another executor hangs $when the step $step",
  ({ step, when }) => {
    test("→ the job finishes the rollback; the other executor writes nothing and returns the true status", async () => {
      const { trader, row, done, open } = await stoppedPurchase({ step, when }, "the key");
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
  },
);

describe.each([...stepCases, ...compensationCases].filter(({ when }) => when === "before"))(
  "resumePurchase: a job has taken over and hangs before $step too",
  (gate) => {
    test("→ the first executor changes nothing, although the status is unchanged", async () => {
      const { row, done, open } = await stoppedPurchase(gate);
      await letTimePass();
      const other = gatedServer(gate);
      const job = resumePurchase(asJob(), row.id, other.server);
      await other.reached;
      const claimed = await purchaseRow(row.id);
      expect(claimed.claim).not.toBe(row.claim);
      open();
      const { status, body } = await done;
      expect(status).toBe(row.status === 4 ? 502 : 202);
      expect(body).toMatchObject({
        idempotent: false,
        purchase: { id: row.id, status: row.status },
      });
      expect(await purchaseRow(row.id)).toEqual(claimed);
      other.open();
      await job;
      expect(await purchaseRow(row.id)).toMatchObject({ status: row.status === 4 ? 5 : 3 });
      expect(await movementsOf(row.id)).toHaveLength(row.status === 4 ? 4 : 2);
    });
  },
);

test("resumePurchase: concurrent jobs and replays of a stalled purchase → each step once", async () => {
  const trader = await newTrader(BigInt(PRICE));
  const input = { ...requestOf(trader), idempotency_key: "the key" };
  const cut = faultyServer((step) => (step === "fee" ? "cut-before" : undefined));
  const { id } = (await resultOf(() => buyChallenge(contextOf(trader), input, cut))).body.purchase;
  const server = faultyServer(() => undefined);
  const replays = [1, 2].map(() => resultOf(() => buyChallenge(contextOf(trader), input, server)));
  await Promise.all([...replays, ...[1, 2].map(() => resumePurchase(asJob(), id, server))]);
  expect(server.requestKeys).toEqual([`${id}:fee:1`, `${id}:account:1`, `${id}:initial_balance:1`]);
  for (const { status, body } of await Promise.all(replays)) {
    expect([status, body.purchase.id, body.purchase.status]).toEqual([200, id, 3]);
  }
  expect(await balanceOf(trader.login)).toBe(0);
});

describe("resumePurchase: the balance fell while the purchase was stalled", () => {
  const resumes: [string, (trader: Trader, key: string) => Promise<unknown>][] = [
    ["its job", jobRuns],
    [
      "a replay of its key",
      (trader, idempotency_key) => buyFromWallet(trader, { idempotency_key }),
    ],
  ];

  test.each(resumes)("resumed by %s → failed, visible, and can be retried", async (_, resume) => {
    const trader = await newTrader(BigInt(PRICE));
    const idempotency_key = crypto.randomUUID();
    const cut = faultyServer((step) => (step === "fee" ? "cut-before" : undefined));
    const input = { ...requestOf(trader), idempotency_key };
    const first = await resultOf(() => buyChallenge(contextOf(trader), input, cut));
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
    expect((await as(trader).get("/prop/challenges")).body.purchases).toMatchObject([failed]);
    const again = await buyFromWallet(trader, { idempotency_key });
    expect([again.status, again.body.error.code]).toEqual([502, "PAYMENT_FAILED"]);
    expect(again.body).toMatchObject({ idempotent: true, purchase: failed });
    expect(await balanceOf(trader.login)).toBe(PRICE - 1);

    await fund(trader.login, 1n);
    const retried = await as(trader).post(`/prop/purchases/${id}/retry`);
    expect(retried.body.purchase).toMatchObject({ id, status: 3 });
    expect((await movementsOf(id))[0]).toMatchObject({ key: `${id}:fee:2`, amount: -PRICE });
  });
});

test("buyChallenge: a slow purchase → its claim is renewed by each step", async () => {
  const trader = await newTrader(BigInt(PRICE));
  const { server, reached, open } = gatedServer({ step: "fee", when: "after" });
  const done = buyChallenge(contextOf(trader), requestOf(trader), server);
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
