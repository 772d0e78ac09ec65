import { z } from "zod";
import type { Query } from "./database";
import type { ChallengeState } from "./model";

const cents = z.coerce.number();
const partRow = z.object({
  id: z.string(),
  payment: z.string(),
  status: z.string(),
  amount: cents,
});

/** What is compared: a query and the schema of its rows for each part. */
const parts = {
  payments: {
    sql: `select id, stripe_payment_intent_id as intent, intent_status, status, amount_cents as amount,
      kind, deposit_login as login, deposit_net_cents as net, review_reason is not null as flagged from payments`,
    row: z.object({
      id: z.string(),
      intent: z.string().nullable(),
      intent_status: z.string(),
      status: z.string(),
      amount: cents,
      kind: z.string(),
      login: z.number().nullable(),
      net: cents,
      flagged: z.boolean(),
    }),
  },
  refunds: {
    sql: "select id, payment_id as payment, status, amount_cents as amount from payment_refunds",
    row: partRow,
  },
  disputes: {
    sql: "select id, payment_id as payment, status, amount_cents as amount from payment_disputes",
    row: partRow,
  },
  requests: {
    sql: "select id, payment_id as payment, status, stripe_refund_id as refund from money_requests where kind = 'refund'",
    row: z.object({
      id: z.string(),
      payment: z.string(),
      status: z.string(),
      refund: z.string().nullable(),
    }),
  },
  accounts: {
    sql: `select a.id, a.payment_id as payment, a.status, s.request_key is not null as is_created from prop_accounts a
      left join embedded_subaccounts s on s.request_key = a.id and s.entity = a.entity and s.subaccount_id = a.subaccount_id`,
    row: z.object({
      id: z.string(),
      payment: z.string().nullable(),
      status: z.string(),
      is_created: z.boolean(),
    }),
  },
  // The ledger's operations for deposits; `payment` is null if the operation's payment doesn't exist.
  movements: {
    sql: `select o.order_no as id, p.id as payment, o.login, o.amount_cents as amount, o.comment from finance_operations o
      left join payments p on o.request_key like 'deposit:' || p.id || ':%'
      where o.refusal is null and o.reason = 'TR_REASON_DEPOSIT' and o.comment like 'WALLET_DEPOSIT%'`,
    row: z.object({
      id: z.number(),
      payment: z.string().nullable(),
      login: z.number(),
      amount: cents,
      comment: z.string(),
    }),
  },
  wallets: {
    sql: `select a.login, a.balance_cents as balance, a.debt_cents as debt from trading_accounts a
      join customers c on c.id = a.customer_id and c.email like 'soak-%' where a.purpose = 'wallet'`,
    row: z.object({ login: z.number(), balance: cents, debt: cents }),
  },
  purchases: {
    sql: `select p.id, p.idempotency_key as key, p.status, p.payer_login as login, count(c.id)::int as challenges,
        min(c.status)::int as challenge, coalesce(bool_or(c.held_at is not null), false) as held from purchases p left join challenges c on c.purchase_id = p.id group by p.id`,
    row: z.object({
      id: z.number(),
      key: z.string().nullable(),
      status: z.number(),
      login: z.number(),
      challenges: z.number(),
      challenge: z.number().nullable(),
      held: z.boolean(),
    }),
  },
  // State changes of accounts, from the history of their payments.
  history: {
    sql: "select payment_id as payment, type from payment_events where source = 'account'",
    row: z.object({ payment: z.string(), type: z.string() }),
  },
  events: {
    sql: `select id, type, payload::jsonb -> 'data' ->> 'payment_id' as payment,
      (payload::jsonb -> 'data' ->> 'purchase_id')::int as purchase from webhook_events`,
    row: z.object({
      id: z.string(),
      type: z.string(),
      payment: z.string().nullable(),
      purchase: z.number().nullable(),
    }),
  },
} as const;

type Parts = typeof parts;
/** The rows of our own tables. */
export type Tables = { [Name in keyof Parts]: z.output<Parts[Name]["row"]>[] };

/** Reads the tables directly, not through the product's own functions. */
export async function readTables(query: Query): Promise<Tables> {
  const read = async <Row>({ sql, row }: { sql: string; row: z.ZodType<Row> }): Promise<Row[]> =>
    z.array(row).parse(await query(sql));
  const [payments, refunds, disputes, requests, accounts] = await Promise.all([
    read(parts.payments),
    read(parts.refunds),
    read(parts.disputes),
    read(parts.requests),
    read(parts.accounts),
  ]);
  const [movements, wallets, purchases, history, events] = await Promise.all([
    read(parts.movements),
    read(parts.wallets),
    read(parts.purchases),
    read(parts.history),
    read(parts.events),
  ]);
  return {
    payments,
    refunds,
    disputes,
    requests,
    accounts,
    movements,
    wallets,
    purchases,
    history,
    events,
  };
}

/** Statuses of challenges, as stored. */
const ACTIVE = 1;
const ENDED = 4;

/** The state of a purchase's challenge; null for states that can't occur in the soak. */
export function challengeStateOf({
  challenge,
  held,
}: Tables["purchases"][number]): ChallengeState | null {
  if (challenge === ENDED) return held ? null : "ended";
  if (challenge !== ACTIVE) return null;
  return held ? "held" : "active";
}

/** Groups rows by a key. */
export function byKey<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}
