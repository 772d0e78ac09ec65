import { database } from "@/lib/core/database";
import { tradingServer } from "@/lib/trading";
import { sql } from "../database/sql";
import { as } from "../http/client";
import { customerCtx } from "./contexts";
import { newCustomer } from "./customer";

/** A new customer with a balance in their USD wallet, whose login is `login`. */
export async function newTrader(balanceCents = 0n) {
  const customer = await newCustomer();
  const { rows } = await sql(
    "select c.id, a.login from customers c join trading_accounts a on a.customer_id = c.id where c.public_id = $1",
    [customer.publicId],
  );
  const { id, login } = rows[0] as { id: number; login: number };
  if (balanceCents > 0n) await fund(login, balanceCents);
  return { ...customer, id, login };
}
export type Trader = Awaited<ReturnType<typeof newTrader>>;

let deposits = 0;

/** Books a deposit into a wallet, through the ledger. */
export async function fund(login: number, amountCents: bigint, currency = "usd") {
  deposits += 1;
  const result = await tradingServer(database()).submitOperation({
    requestKey: `test-deposit:${process.pid}:${deposits}`,
    login,
    amountCents,
    currency,
    reason: "TR_REASON_DEPOSIT",
    comment: "TEST_DEPOSIT",
    apiData: {},
  });
  if (result.status !== "accepted") throw new Error(result.message);
}

/** An account of the trader in another group, such as `WALLET-EUR` or `PRACTICE-USD`. */
export async function openAccount(trader: Trader, group: string, requestKey = crypto.randomUUID()) {
  const result = await tradingServer(database()).openAccount({
    requestKey,
    customerId: trader.id,
    group,
    purpose: "wallet",
  });
  if (result.status !== "accepted") throw new Error(result.message);
  return result.account.login;
}

/** The context of a trader, for tests that call verbs. */
export const contextOf = (trader: Trader) => customerCtx(trader);

/** Buys a challenge from the trader's wallet: `POST /prop/challenge/buy`. Program 1 of the demo catalog costs 499 USD. */
export const buyFromWallet = (
  trader: Trader,
  body: { program_id?: number; payer_login?: number; idempotency_key?: string } = {},
) => as(trader).post("/prop/challenge/buy", { program_id: 1, payer_login: trader.login, ...body });

/** What a trading account holds, in cents. */
export async function balanceOf(login: number): Promise<number> {
  const { rows } = await sql(
    "select balance_cents::int as cents from trading_accounts where login = $1",
    [login],
  );
  return rows[0].cents;
}

/** The login of the wallet that a customer has from sign-up. */
export async function walletOf(publicId: string): Promise<number> {
  const { rows } = await sql(
    "select a.login from trading_accounts a join customers c on c.id = a.customer_id where c.public_id = $1 order by a.login limit 1",
    [publicId],
  );
  return rows[0].login;
}
