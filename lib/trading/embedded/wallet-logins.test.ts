import { expect, test } from "vitest";
import { resetGauges } from "@/lib/metrics/refresh";
import { anonymous } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { buyFromWallet, newTrader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";

const walletOf = async (publicId: string) => {
  const { rows } = await sql(
    "select a.login from trading_accounts a join customers c on c.id = a.customer_id where c.public_id = $1",
    [publicId],
  );
  return rows.map(({ login }) => login as number);
};

async function left(of: string): Promise<number> {
  resetGauges();
  const { body } = await as(anonymous).get("/api/metrics");
  const line = new RegExp(`^propdesk_numbers_left\\{of="${of}"\\} (\\S+)$`, "m").exec(String(body));
  return Number(line?.[1]);
}

test("openAccount: the first range of wallet logins ends → concurrent sign-ups continue in the second", async () => {
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
  expect((await buyFromWallet(trader)).status).toBe(200);
  expect(await left("challenge_logins")).toBe(before - 1);
});
