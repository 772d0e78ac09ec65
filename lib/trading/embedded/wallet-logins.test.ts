import { expect, test } from "vitest";
import { GET as metricsRoute } from "@/app/api/metrics/route";
import { forgetGauges } from "@/lib/metrics/refresh";
import { call, newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { buyThroughRoute, newTrader } from "@/testing/trading";

const walletOf = async (publicId: string) => {
  const { rows } = await sql(
    "select a.login from trading_accounts a join customers c on c.id = a.customer_id where c.public_id = $1",
    [publicId],
  );
  return rows.map(({ login }) => login as number);
};

async function left(of: string): Promise<number> {
  forgetGauges();
  const { body } = await call(metricsRoute);
  const line = new RegExp(`^propdesk_numbers_left\\{of="${of}"\\} (\\S+)$`, "m").exec(String(body));
  return Number(line?.[1]);
}

test("openAccount: the first range of wallet logins ends → sign-ups at the same time go on in the second", async () => {
  const before = await left("wallet_logins");
  expect(before).toBeGreaterThan(1_147_000_000);
  await sql("select setval('wallet_logins', 2000097)");
  expect(await left("wallet_logins")).toBe(2 + 2_147_483_647 - 999_999_999);
  const people = await Promise.all(Array.from({ length: 6 }, () => newCustomer()));
  const logins = (await Promise.all(people.map(({ publicId }) => walletOf(publicId)))).flat();
  expect(logins.toSorted((a, b) => a - b)).toEqual(
    [2_000_098, 2_000_099, 1_000_000_000, 1_000_000_001, 1_000_000_002, 1_000_000_003].toSorted(
      (a, b) => a - b,
    ),
  );
});

test("POST /prop/challenge/buy: from a wallet of the second range → bought, and the metrics count the login", async () => {
  const trader = await newTrader(49_900n);
  expect(trader.login).toBeGreaterThan(1_000_000_000);
  const before = await left("challenge_logins");
  expect((await buyThroughRoute(trader)).status).toBe(200);
  expect(await left("challenge_logins")).toBe(before - 1);
});
