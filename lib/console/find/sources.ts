import { type SQL, sql } from "drizzle-orm";
import { paymentNameSql, soldTierNameSql } from "@/lib/catalog";
import { formatReceiptNumber } from "@/lib/core/format";
import { isIdOf } from "@/lib/core/ids";
import { specs } from "../lists";
import type { RecordKind } from "../schemas";
import type { ListSpec } from "../spec";
import {
  byAmount,
  byCard,
  byForeignId,
  byNumber,
  byOwnId,
  byReturn,
  keysOf,
  type MatchName,
  startsWith,
} from "./keys";
import type { Term } from "./parse-term";
import { hasPart } from "./people";
import { paymentStatus, purchaseStatusOf } from "./support-status";

/** How the records of one kind are found and shown. */
interface Source {
  spec: Pick<ListSpec, "from" | "columns">;
  key: SQL;
  title: SQL;
  /** The state that support answers with, where the list's column says less. */
  status?: SQL;
  /** Whether the tables have the record's customer, as `c`. */
  hasCustomer: boolean;
  /** Statements that find keys, each of them by one index and few. */
  matches: (term: Term) => SQL[];
}

const hasParts = ({ parts }: Term) => parts.length > 0;

/** By a number of another record, which its column has: a login or an order. */
const byColumn = (table: SQL, column: SQL, by: MatchName, number: number, order: SQL): SQL =>
  keysOf(table, sql`${column} = ${number}`, order, { by, value: column });

/** By the number of a receipt, shown as it is printed. */
const byReceipt = (number: number): SQL =>
  keysOf(sql`payments`, sql`receipt_number = ${number}`, sql`id`, {
    by: "receipt",
    value: sql`${formatReceiptNumber(number)}`,
  });

/** Of few customers, what they paid or bought last: most who write about money write about that. */
const newestOf = (table: SQL, term: Term): SQL[] =>
  hasParts(term)
    ? [
        sql`(select n.id as key, 2 as place, 'customer' as matched_by, null as matched from people cross join lateral (select id from ${table} where customer_id = people.id order by id desc limit 3) n where (select count(*) from people) <= 2)`,
      ]
    : [];

/** The statements of each kind's records. */
export const sources: Record<RecordKind, Source> = {
  customers: {
    spec: specs.customers,
    key: sql`c.public_id`,
    title: sql`coalesce(nullif(c.name, ''), c.email)`,
    hasCustomer: true,
    matches: (term) => [
      ...(hasParts(term)
        ? [
            sql`(select public_id as key, place, null::text as matched_by, null::text as matched from people join customers using (id))`,
          ]
        : []),
      ...byOwnId(sql`customers`, sql`public_id`, "usr", term),
    ],
  },
  payments: {
    spec: specs.payments,
    key: sql`p.id`,
    title: paymentNameSql(sql`p`),
    status: paymentStatus,
    hasCustomer: true,
    matches: (term) => [
      ...byOwnId(sql`payments`, sql`id`, "pay", term),
      ...byForeignId(sql`payments`, sql`stripe_payment_intent_id`, startsWith("pi_"), term, {
        by: "payment_intent",
        value: sql`stripe_payment_intent_id`,
      }),
      ...byReturn(sql`payment_refunds`, "refund", ["re", "pyr"], term),
      ...byReturn(sql`payment_disputes`, "dispute", ["dp", "du"], term),
      ...byNumber(term, (number) => [
        keysOf(sql`payments`, sql`kind = 'deposit' and deposit_login = ${number}`, sql`id desc`, {
          by: "login",
          value: sql`deposit_login`,
        }),
        byColumn(sql`payments`, sql`deposit_order`, "order", number, sql`id`),
        byReceipt(number),
      ]),
      ...(term.receipt === null ? [] : [byReceipt(term.receipt)]),
      ...byCard(term),
      ...byAmount(sql`payments`, term),
      ...newestOf(sql`payments`, term),
    ],
  },
  accounts: {
    spec: specs.accounts,
    key: sql`a.id`,
    title: soldTierNameSql(sql`a`),
    hasCustomer: true,
    matches: (term) => [
      ...byOwnId(sql`prop_accounts`, sql`id`, "prop", term),
      ...byForeignId(sql`prop_accounts`, sql`synthetic_hotkey`, startsWith("5"), term, {
        by: "hotkey",
        value: sql`synthetic_hotkey`,
      }),
    ],
  },
  purchases: {
    spec: specs.purchases,
    key: sql`p.id`,
    title: sql`p.program ->> 'display_name'`,
    status: purchaseStatusOf,
    hasCustomer: true,
    matches: (term) => [
      ...byAmount(sql`purchases`, term),
      ...newestOf(sql`purchases`, term),
      ...byNumber(term, (number) => [
        keysOf(sql`purchases`, sql`id = ${number}`, sql`id`),
        keysOf(sql`challenges`, sql`id = ${number}`, sql`id`, {
          key: sql`purchase_id`,
          by: "challenge",
          value: sql`id`,
        }),
        keysOf(
          sql`challenge_phases f join challenges h on h.id = f.challenge_id`,
          sql`f.account_login = ${number}`,
          sql`f.challenge_id`,
          { key: sql`h.purchase_id`, by: "login", value: sql`f.account_login` },
        ),
        byColumn(sql`purchases`, sql`account_login`, "login", number, sql`id`),
        byColumn(sql`purchases`, sql`payer_login`, "login", number, sql`id desc`),
        byColumn(sql`purchases`, sql`payment_order`, "order", number, sql`id`),
      ]),
    ],
  },
  wallets: {
    spec: {
      from: sql`trading_accounts t join customers c on c.id = t.customer_id`,
      columns: {
        id: sql`t.login`,
        status: sql`case when t.enabled then 'enabled' else 'disabled' end`,
        created_at: sql`t.created_at`,
        amount_cents: sql`t.balance_cents`,
        currency: sql`t.currency`,
      },
    },
    key: sql`t.login`,
    title: sql`'Wallet ' || t.login`,
    hasCustomer: true,
    matches: (term) =>
      byNumber(term, (number) => [
        keysOf(sql`trading_accounts`, sql`login = ${number} and purpose = 'wallet'`, sql`login`, {
          key: sql`login`,
        }),
      ]),
  },
  operations: {
    spec: specs.operations,
    key: sql`o.order_no`,
    title: sql`o.comment`,
    hasCustomer: true,
    matches: (term) =>
      byNumber(term, (number) => [
        keysOf(sql`finance_operations`, sql`order_no = ${number}`, sql`order_no`, {
          key: sql`order_no`,
        }),
      ]),
  },
  "stripe-events": {
    spec: specs["stripe-events"],
    key: sql`e.id`,
    title: sql`e.type`,
    hasCustomer: false,
    matches: (term) => byForeignId(sql`stripe_events`, sql`id`, startsWith("evt_"), term),
  },
  deliveries: {
    spec: specs.deliveries,
    key: sql`d.id`,
    title: sql`e.type`,
    hasCustomer: false,
    matches: (term) => [
      ...byOwnId(sql`webhook_deliveries`, sql`id`, "whd", term),
      // An event of ours is whole: its beginning may be one of Stripe's.
      ...(term.id && isIdOf("evt", term.id.begin)
        ? [
            keysOf(sql`webhook_deliveries`, sql`event_id = ${term.id.begin}`, sql`id desc`, {
              by: "event",
              value: sql`event_id`,
            }),
          ]
        : []),
    ],
  },
  "webhook-endpoints": {
    spec: specs["webhook-endpoints"],
    key: sql`w.id`,
    title: sql`w.url`,
    hasCustomer: false,
    matches: (term) => byOwnId(sql`webhook_endpoints`, sql`id`, "we", term),
  },
  apps: {
    spec: specs.apps,
    key: sql`a.id`,
    title: sql`a.name`,
    hasCustomer: false,
    matches: (term) => [
      ...byOwnId(sql`api_apps`, sql`id`, "app", term),
      // There are few apps.
      ...(hasParts(term)
        ? [
            keysOf(
              sql`api_apps`,
              sql.join(
                term.parts.map((word) => hasPart(sql`name`, word)),
                sql` and `,
              ),
              sql`id desc`,
            ),
          ]
        : []),
    ],
  },
};
