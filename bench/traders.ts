import { connect } from "@/db/client";
import { demoLogins } from "@/db/demo";
import { signToken } from "@/lib/auth/tokens";
import { scopes } from "@/lib/core/context";
import { tradingServer } from "@/lib/trading";

/** Of the filled customers, those that can sign in; each has ten accounts and as many purchases. */
const FIRST = 1_060;
const LAST = 1_099;
/** More than a bench can spend. */
const BALANCE = 100_000_000_000n;

export interface Trader {
  customerId: number;
  login: number;
  /** The ids of their prop accounts. */
  accounts: string[];
  /** Headers of calls to `/prop`, and to `/v2` through the demo app. */
  prop: Record<string, string>;
  v2: Record<string, string>;
}

/** Customers of a filled database with a session and a wallet full of money. */
export async function prepareTraders(databaseUrl: string): Promise<Trader[]> {
  const { db, pool } = connect(databaseUrl, 4);
  try {
    const { rows } = await pool.query<{ id: number; login: number; accounts: string[] }>(
      `update customers c set email_verified_at = now()
       from trading_accounts a where a.customer_id = c.id and a.purpose = 'wallet' and c.id between $1 and $2
       returning c.id, a.login, array(select id from prop_accounts where customer_id = c.id) as accounts`,
      [FIRST, LAST],
    );
    await pool.query(
      `insert into sessions (id, customer_id, ip, user_agent, expires_at)
       select 'ses_bench_' || id, id, '127.0.0.1', 'bench', now() + interval '30 days'
       from customers where id between $1 and $2`,
      [FIRST, LAST],
    );
    const app = await signToken(
      "app",
      demoLogins.app.client_id,
      { scope: scopes.join(" ") },
      3_600,
    );
    const trading = tradingServer(db);
    return await Promise.all(
      rows.map(async ({ id, login, accounts }) => {
        const result = await trading.submitOperation({
          requestKey: `bench:${login}`,
          login,
          amountCents: BALANCE,
          currency: "usd",
          reason: "TR_REASON_DEPOSIT",
          comment: "BENCH_DEPOSIT",
          apiData: {},
        });
        if (result.status !== "accepted") throw new Error(result.message);
        const token = await signToken("session", `ses_bench_${id}`);
        const type = { "content-type": "application/json" };
        return {
          customerId: id,
          login,
          accounts,
          prop: { ...type, authorization: `Bearer ${token}` },
          v2: { ...type, authorization: `Bearer ${app}`, "x-session-token": token },
        };
      }),
    );
  } finally {
    await pool.end();
  }
}
