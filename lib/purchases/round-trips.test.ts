import { expect, test } from "vitest";
import { buyFromWallet, contextOf, newTrader } from "@/testing/actors/trader";
import { statementsOf } from "@/testing/database/round-trips";
import { sagaServer } from "@/testing/faults/trading-server";
import { buyChallenge } from "./buy";

// The documented limit, and the present number of statements of a purchase: through its route with authentication,
// with the program cached and not, and by the saga with a trading server of its own. Lower it when you save one.
const MOST = 20;
const AGAIN = 2;
const FIRST = 7;
const STEPS = 15;

const postings = (statements: string[]) =>
  statements.filter((text) => /book_operations\(|purchase_challenge\(/.test(text));

test.each([
  ["a program that this process has not sold yet", FIRST],
  ["a program that it has sold", AGAIN],
])(`POST /prop/challenge/buy: %s → %i round trips, at most ${MOST}`, async (_, now) => {
  const me = await newTrader(49_900n);
  let bought: Awaited<ReturnType<typeof buyFromWallet>> | undefined;
  const statements = await statementsOf(async () => {
    bought = await buyFromWallet(me, { idempotency_key: "a click" });
  });
  expect(bought?.body.purchase).toMatchObject({ status_name: "active", payment_status: "paid" });
  // The fee and the initial balance are among them: no statement bypassed the counter.
  expect(postings(statements)).toHaveLength(1);
  expect(statements.length).toBeLessThanOrEqual(MOST);
  expect(statements).toHaveLength(now);
});

test(`buyChallenge: by the saga → ${STEPS} statements beside its authentication`, async () => {
  const me = await newTrader(49_900n);
  const elsewhere = sagaServer();
  const input = { program_id: 1, payer_login: me.login, idempotency_key: "a click" };
  const statements = await statementsOf(() => buyChallenge(contextOf(me), input, elsewhere));
  expect(postings(statements)).toHaveLength(2);
  expect(statements).toHaveLength(STEPS);
});
