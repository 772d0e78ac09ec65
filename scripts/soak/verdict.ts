import { rules, settled } from "@/testing/ledger-rules";
import type { Query } from "./database";
import type { Order } from "./pay";
import {
  NOT_TOLD_ONCE,
  OTHER_STATUS,
  PAID_WITHOUT_ACCOUNT,
  PAID_WITHOUT_CREDIT,
  STRAY_SUBACCOUNTS,
  THERE,
  UNDELIVERED,
  UNPAID_WITH_SOMETHING,
  WRONG_WALLETS,
} from "./queries";
import type { Receiver } from "./receiver";
import type { There } from "./stripe";

/** One thing that must hold in the end, and the ids for which it doesn't. */
export interface Check {
  name: string;
  /** How many it was looked at for. */
  of: number;
  lost: string[];
}

interface Truth {
  query: Query;
  /** What Stripe says. */
  there: readonly There[];
  /** What the clients know. */
  orders: readonly Order[];
  endpoint: string;
  receiver: Pick<Receiver, "received" | "forged">;
  /** The events of Stripe's that we said we have. */
  acknowledged: ReadonlySet<string>;
}

/**
 * What came of it all, from the tables themselves and not by the product's own verbs: Stripe's word
 * and the clients' against the books here.
 */
export async function judge(truth: Truth): Promise<Check[]> {
  const { query, there, orders, endpoint, receiver, acknowledged } = truth;
  const login = new Map(orders.map((order) => [order.intent, order.login]));
  const all = JSON.stringify(
    there.map(({ intent, status, amount }) => ({
      intent,
      status,
      amount,
      login: login.get(intent) ?? null,
    })),
  );
  const paid = there.filter(({ status }) => status === "succeeded");
  const deposits = paid.filter(({ intent }) => typeof login.get(intent) === "number");
  const ids = async (sql: string, values: unknown[]) =>
    (await query(sql, values)).map(({ id }) => String(id));
  const compared = (sql: string) => ids(`${THERE} ${sql}`, [all]);
  const events = await ids("select id from webhook_events", []);
  const stored = new Set(await ids("select id from stripe_events", []));

  return [
    {
      name: "orders that Stripe and we know as one payment",
      of: orders.length,
      lost: unknownOrders(orders, there),
    },
    {
      name: "paid challenges with one active account",
      of: paid.length - deposits.length,
      lost: await compared(PAID_WITHOUT_ACCOUNT),
    },
    {
      name: "paid deposits credited once",
      of: deposits.length,
      lost: await compared(PAID_WITHOUT_CREDIT),
    },
    {
      name: "wallets that hold what was paid into them",
      of: new Set(deposits.map(({ intent }) => login.get(intent))).size,
      lost: await compared(WRONG_WALLETS),
    },
    {
      name: "unpaid payments without account or credit",
      of: there.length - paid.length,
      lost: await compared(UNPAID_WITH_SOMETHING),
    },
    {
      name: "payments as they are at Stripe",
      of: there.length,
      lost: await compared(OTHER_STATUS),
    },
    {
      name: "subaccounts at the venue with one account",
      of: await count(query, "embedded_subaccounts"),
      lost: await ids(STRAY_SUBACCOUNTS, []),
    },
    {
      name: "operations in a balanced ledger",
      of: await count(query, "finance_operations"),
      lost: await unbalanced(query),
    },
    {
      name: "webhooks emitted once for each payment and account",
      of: events.length,
      lost: await compared(NOT_TOLD_ONCE),
    },
    {
      name: "webhooks received, signed right",
      of: events.length,
      lost: [...events.filter((id) => !receiver.received.has(id)), ...receiver.forged],
    },
    {
      name: "webhooks whose delivery is known to have succeeded",
      of: events.length,
      lost: await ids(UNDELIVERED, [endpoint]),
    },
    {
      name: "events of Stripe's kept once acknowledged",
      of: acknowledged.size,
      lost: [...acknowledged].filter((id) => !stored.has(id)),
    },
    {
      name: "events of Stripe's handled",
      of: await count(query, "stripe_events"),
      lost: await ids("select id from stripe_events where status = 'received'", []),
    },
    {
      name: "jobs left over or failed for good",
      of: 0,
      lost: await ids(
        "select task_identifier || ' ' || id || ': ' || coalesce(last_error, 'waits') as id from graphile_worker.jobs",
        [],
      ),
    },
    {
      name: "payments flagged for a person",
      of: 0,
      lost: await ids(
        "select id || ': ' || review_reason as id from payments where review_reason is not null",
        [],
      ),
    },
  ];
}

async function count(query: Query, table: string): Promise<number> {
  const [row] = await query(`select count(*)::int as count from ${table}`);
  return Number(row?.count);
}

/** What the clients were told must be what Stripe has, each payment with a PaymentIntent of its own. */
function unknownOrders(orders: readonly Order[], there: readonly There[]): string[] {
  const payments = new Map(there.map(({ intent, payment }) => [intent, payment]));
  const wrong = orders.filter(({ intent, payment }) => payments.get(intent) !== payment);
  const own = new Set(orders.map(({ intent }) => intent));
  const strays = there.filter(({ intent }) => !own.has(intent));
  const shared = orders.length === own.size ? [] : ["two orders share a PaymentIntent"];
  return [...wrong.map(({ payment }) => payment), ...strays.map(({ intent }) => intent), ...shared];
}

async function unbalanced(query: Query): Promise<string[]> {
  const found: string[] = [];
  for (const [rule, sql] of Object.entries({ ...rules, ...settled })) {
    const rows = await query(sql);
    if (rows.length > 0) found.push(`${rule}: ${JSON.stringify(rows)}`);
  }
  return found;
}
