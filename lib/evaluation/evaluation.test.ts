import { afterAll, expect, test } from "vitest";
import { buyFromWallet, newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { expectReplays } from "@/testing/evaluation/stored";
import {
  newChallenge,
  newSource,
  send,
  snapshot,
  storedEvaluation,
} from "@/testing/evaluation/trading";
import { as } from "@/testing/http/client";
import { payForAccount } from "@/testing/stripe/payments";

afterAll(async () => {
  expect(await expectReplays()).toBeGreaterThan(0);
});

test("POST /v2/trading/events: an equity below the daily floor → the challenge fails, its account is disabled, with evidence", async () => {
  const source = await newSource();
  const { trader, id, account } = await newChallenge();
  const fine = await send(source, [snapshot(account, 1, "99000.00", { balance: "100000.00" })]);
  expect(fine).toMatchObject({
    status: 200,
    body: {
      accepted: 1,
      duplicates: 0,
      rejected: [],
      accounts: [
        {
          account,
          next_seq: 2,
          status: "active",
          floors: { daily: "95000.00", total: "90000.00" },
        },
      ],
    },
  });
  const breach = await send(source, [
    snapshot(account, 2, "94999.99", { balance: "100000.00", open_positions: 1 }),
  ]);
  expect(breach.body.accounts).toMatchObject([{ status: "breached", next_seq: 3 }]);
  await runAllJobs();
  expect(await storedEvaluation(id)).toEqual({
    challenge: 3,
    phase: 3,
    state: "breached",
    next_seq: 3,
    monitored: true,
    enabled: false,
    verdicts: [
      {
        kind: "breached",
        rule: "daily_loss",
        threshold: 9_500_000,
        observed: 9_499_999,
        standing: "final",
        seq: 2,
      },
    ],
    commands: [
      { number: 1, kind: "close_all", state: "done" },
      { number: 2, kind: "disable", state: "done" },
    ],
  });
  const { rows: evidence } = await sql(
    `select x.event ->> 'equity' as equity, x.state_before #>> '{daily,floor}' as floor from verdict_evidence x
     join verdicts v on v.id = x.verdict_id join evaluations e on e.id = v.evaluation_id where e.challenge_id = $1`,
    [id],
  );
  expect(evidence).toEqual([{ equity: "94999.99", floor: "9500000" }]);
  const { body } = await as(trader).get(`/prop/challenges/${id}/metrics`);
  expect(body).toMatchObject({
    status: "breached",
    equity: "94999.99",
    daily_loss: { floor: "95000.00", limit: "5000.00", left: "0.00", used_pct: 100 },
    verdicts: [
      { kind: "breached", rule: "daily_loss", threshold: "95000.00", observed: "94999.99" },
    ],
  });
});

test("POST /v2/trading/events: a batch sent twice → duplicates, nothing changed", async () => {
  const source = await newSource();
  const { id, account } = await newChallenge();
  const batch = ["94000.00", "93000.00"].map((equity, index) =>
    snapshot(account, index + 1, equity, { balance: "100000.00" }),
  );
  const first = await send(source, batch);
  expect(first.body).toMatchObject({ accepted: 2, duplicates: 0 });
  const before = await storedEvaluation(id);
  expect((await send(source, batch)).body).toMatchObject({
    accepted: 0,
    duplicates: 2,
    rejected: [],
    accounts: [{ next_seq: 3, status: "breached" }],
  });
  expect(await storedEvaluation(id)).toEqual(before);
});

test("POST /v2/trading/events: a prop account that was bought by card → judged and stopped by its id and by its hotkey", async () => {
  const source = await newSource();
  const me = await newTrader();
  await payForAccount(me);
  await runAllJobs();
  const [account] = (await as(me).get("/v2/payments/prop-accounts")).body;
  const size = `${account.account_size}.00`;
  const first = await send(source, [snapshot(account.id, 1, size)]);
  expect(first.body).toMatchObject({ accepted: 1, accounts: [{ status: "active" }] });
  const floor = Number(first.body.accounts[0].floors.total ?? first.body.accounts[0].floors.daily);
  const below = (floor - 0.01).toFixed(2);
  const hotkey = account.synthetic_hotkey;
  const { body } = await send(source, [snapshot(hotkey, 2, below, { balance: size })]);
  expect(body).toMatchObject({ accepted: 1, accounts: [{ account: hotkey, status: "breached" }] });
  await runAllJobs();
  const { rows } = await sql("select id from challenges where prop_account_id = $1", [account.id]);
  expect(rows).toHaveLength(1);
  expect(await storedEvaluation(rows[0].id)).toMatchObject({
    challenge: 3,
    phase: 3,
    state: "breached",
    commands: [
      { kind: "close_all", state: "done" },
      { kind: "disable", state: "done" },
    ],
  });
  const metrics = await as(me).get(`/prop/challenges/${rows[0].id}/metrics`);
  expect(metrics.body).toMatchObject({ status: "breached", currency: "USD" });
});

test("a challenge at a venue without a source → not monitored until its first event, and the clock leaves it alone", async () => {
  await sql("update trading_sources set disabled_at = now()");
  const { body } = await buyFromWallet(await newTrader(50_000n));
  const { id, account_login: login } = body.challenge;
  const read = async () =>
    (await sql("select monitored, due_at from evaluations where challenge_id = $1", [id])).rows;
  expect(await read()).toEqual([{ monitored: false, due_at: null }]);
  const source = await newSource();
  await send(source, [snapshot(String(login), 1, "100000.00")]);
  expect(await read()).toEqual([{ monitored: true, due_at: expect.any(Date) }]);
});
