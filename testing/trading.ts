import { POST as buy } from "@/app/api/prop/challenge/buy/route";
import { database } from "@/lib/database";
import { type Answer, type TradingServer, tradingServer } from "@/lib/trading";
import { call, newCustomer, nobody } from "./api";
import { sql } from "./callers";

/** A new customer, their USD wallet with so much in it, and headers of a call to `/prop`. */
export async function newTrader(balanceCents = 0n) {
  const person = await newCustomer();
  const { rows } = await sql(
    "select c.id, a.login from customers c join trading_accounts a on a.customer_id = c.id where c.public_id = $1",
    [person.publicId],
  );
  const { id, login } = rows[0] as { id: number; login: number };
  if (balanceCents > 0n) await fund(login, balanceCents);
  const headers = { authorization: `Bearer ${person.session.token}` };
  return { ...person, id, login, appHeaders: person.headers, headers };
}
export type Trader = Awaited<ReturnType<typeof newTrader>>;

let funded = 0;

/** Puts money into a wallet, through the ledger. */
export async function fund(login: number, amountCents: bigint, currency = "usd") {
  funded += 1;
  const answer = await tradingServer(database()).submitOperation({
    requestKey: `test-deposit:${process.pid}:${funded}`,
    login,
    amountCents,
    currency,
    reason: "TR_REASON_DEPOSIT",
    comment: "TEST_DEPOSIT",
    apiData: {},
  });
  if (answer.outcome !== "accepted") throw new Error(answer.message);
}

/** An account of the trader in another group, such as `WALLET-EUR` or `PRACTICE-USD`. */
export async function openAccount(trader: Trader, group: string, requestKey = crypto.randomUUID()) {
  const answer = await tradingServer(database()).openAccount({
    requestKey,
    customerId: trader.id,
    group,
    purpose: "wallet",
  });
  if (answer.outcome !== "accepted") throw new Error(answer.message);
  return answer.account.login;
}

/** The verbs' context of a trader. */
export const contextOf = (trader: Trader) => ({
  ...nobody(),
  actor: {
    kind: "customer" as const,
    id: trader.id,
    publicId: trader.publicId,
    email: trader.email,
    name: null,
    role: "trader" as const,
    emailVerified: true,
    secondFactor: false,
    secondFactorAt: null,
    sessionId: trader.session.id,
  },
});

/** A purchase through its route. Program 1 of the demo catalog costs 499 USD. */
export const buyThroughRoute = (
  trader: Trader,
  body: { program_id?: number; payer_login?: number; idempotency_key?: string } = {},
) =>
  call(buy, {
    method: "POST",
    headers: trader.headers,
    body: { program_id: 1, payer_login: trader.login, ...body },
  });

/** What may go wrong at the trading server with the request of a step. */
export type Fault = "refuse" | "cut-before" | "cut-after" | "hang";

/**
 * A trading server that fails at the named steps (`fee`, `account`, `fee_rollback`, …): it refuses,
 * loses the connection before or after the effect, or never answers. `asked` has the request keys.
 */
export function faultyServer(
  faultOf: (step: string) => Fault | undefined,
  server: TradingServer = tradingServer(database()),
): TradingServer & { asked: string[] } {
  const asked: string[] = [];
  const through = async <T>(step: string, key: string, go: () => Promise<Answer<T>>) => {
    asked.push(key);
    const fault = faultOf(step);
    if (fault === "refuse") {
      return { outcome: "refused", code: "REFUSED", message: `No ${step} today.` } as const;
    }
    if (fault === "cut-before") throw new Error("connection lost before the effect");
    if (fault === "hang") return new Promise<Answer<T>>(() => {});
    const answer = await go();
    if (fault === "cut-after") throw new Error("connection lost after the effect");
    return answer;
  };
  const stepOf = (key: string) => key.split(":")[1] ?? key;
  return {
    ...server,
    asked,
    openAccount: (request) =>
      through(stepOf(request.requestKey), request.requestKey, () => server.openAccount(request)),
    submitOperation: (request) =>
      through(stepOf(request.requestKey), request.requestKey, () =>
        server.submitOperation(request),
      ),
    setAccountEnabled: (login, enabled) => {
      const step = enabled ? "account" : "account_disabling";
      return through(step, `${step}:${login}`, () => server.setAccountEnabled(login, enabled));
    },
  };
}
