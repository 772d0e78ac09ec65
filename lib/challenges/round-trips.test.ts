import { expect, test } from "vitest";
import { statementsOf } from "@/testing/round-trips";
import { buyThroughRoute, newTrader } from "@/testing/trading";

// The contract's limit, and what a purchase takes now, authentication included. Who brings the second
// down writes it down.
const MOST = 20;
const NOW = 16;

test(`a purchase through its route takes ${NOW} round trips to the database, ${MOST} at most`, async () => {
  const me = await newTrader(49_900n);
  let bought: Awaited<ReturnType<typeof buyThroughRoute>> | undefined;
  const statements = await statementsOf(async () => {
    bought = await buyThroughRoute(me, { idempotency_key: "a click" });
  });
  expect(bought?.body.purchase).toMatchObject({ status_name: "active", payment_status: "paid" });
  // The fee and the initial balance are among them: nothing was sent past the counter.
  expect(statements.filter((text) => text.includes("insert into postings"))).toHaveLength(2);
  expect(statements.length).toBeLessThanOrEqual(MOST);
  expect(statements).toHaveLength(NOW);
});
