import { expect, test } from "vitest";
import { database } from "@/lib/database";
import { tradingServer } from "@/lib/trading";
import { statementsOf } from "@/testing/round-trips";
import { buyThroughRoute, contextOf, newTrader } from "@/testing/trading";
import { buyChallenge } from "./buy";

// The contract's limit, and what a purchase takes now: through its route with authentication where its
// program was sold before and where it wasn't, and step by step with a server of its own books. Who brings
// one down writes it down.
const MOST = 20;
const AGAIN = 2;
const FIRST = 7;
const STEPS = 15;

const postings = (statements: string[]) =>
  statements.filter((text) => text.includes("insert into postings"));

test.each([
  ["of a program that this process has not sold yet", FIRST],
  ["of one that it has", AGAIN],
])(`a purchase through its route %s takes %i round trips, ${MOST} at most`, async (_, now) => {
  const me = await newTrader(49_900n);
  let bought: Awaited<ReturnType<typeof buyThroughRoute>> | undefined;
  const statements = await statementsOf(async () => {
    bought = await buyThroughRoute(me, { idempotency_key: "a click" });
  });
  expect(bought?.body.purchase).toMatchObject({ status_name: "active", payment_status: "paid" });
  // The fee and the initial balance are among them: nothing was sent past the counter.
  expect(postings(statements)).toHaveLength(1);
  expect(statements.length).toBeLessThanOrEqual(MOST);
  expect(statements).toHaveLength(now);
});

test(`one step by step takes ${STEPS} beside its authentication`, async () => {
  const me = await newTrader(49_900n);
  const elsewhere = { ...tradingServer(database()) };
  const input = { program_id: 1, payer_login: me.login, idempotency_key: "a click" };
  const statements = await statementsOf(() => buyChallenge(contextOf(me), input, elsewhere));
  expect(postings(statements)).toHaveLength(2);
  expect(statements).toHaveLength(STEPS);
});
