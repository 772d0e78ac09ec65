import { rules, settled } from "@/testing/database/ledger-rules";
import type { Check, FinalState } from "./check";
import { checkEmails, checkEvents } from "./check-notifications";
import { checkPayments } from "./check-payments";
import { checkWallets } from "./check-wallets";
import type { Query } from "./database";
import { LEFT_JOBS, STRAY_SUBACCOUNTS, UNDELIVERED } from "./queries";
import type { Receiver } from "./receiver";
import { readTables } from "./tables";

interface CheckInput extends Omit<FinalState, "tables"> {
  query: Query;
  endpoint: string;
  receiver: Pick<Receiver, "received" | "forged">;
  /** The ids of Stripe events that our webhook acknowledged with 200. */
  acknowledged: ReadonlySet<string>;
  /** Problems that the health endpoint reports. */
  unhealthy: string[];
}

/**
 * Compares our tables with Stripe and with what the clients know. Reads the tables themselves, not through the
 * product's own functions.
 */
export async function runChecks(input: CheckInput): Promise<Check[]> {
  const { query, endpoint, receiver, acknowledged, unhealthy } = input;
  const ids = async (sql: string, values: unknown[] = []) =>
    (await query(sql, values)).map(({ id }) => String(id));
  const tables = await readTables(query);
  const state: FinalState = { ...input, tables };
  const events = tables.events.map(({ id }) => id);
  const stored = new Set(await ids("select id from stripe_events"));
  return [
    ...checkPayments(state),
    ...checkWallets(state),
    {
      name: "subaccounts at the venue with one account",
      total: await count(query, "embedded_subaccounts"),
      lost: await ids(STRAY_SUBACCOUNTS),
    },
    {
      name: "operations in a balanced ledger",
      total: await count(query, "finance_operations"),
      lost: await brokenRules(query),
    },
    checkEvents(state),
    {
      name: "webhooks received with a valid signature",
      total: events.length,
      lost: [...events.filter((id) => !receiver.received.has(id)), ...receiver.forged],
    },
    {
      name: "webhooks whose delivery is recorded as succeeded",
      total: events.length,
      lost: await ids(UNDELIVERED, [endpoint]),
    },
    checkEmails(state),
    {
      name: "acknowledged Stripe events that are stored",
      total: acknowledged.size,
      lost: [...acknowledged].filter((id) => !stored.has(id)),
    },
    {
      name: "Stripe events handled",
      total: stored.size,
      lost: await ids("select id from stripe_events where status = 'received'"),
    },
    { name: "jobs left over or failed permanently", total: 0, lost: await ids(LEFT_JOBS) },
    { name: "problems in the health check", total: 0, lost: unhealthy },
  ];
}

async function count(query: Query, table: string): Promise<number> {
  const [row] = await query(`select count(*)::int as count from ${table}`);
  return Number(row?.count);
}

async function brokenRules(query: Query): Promise<string[]> {
  const broken: string[] = [];
  for (const [rule, sql] of Object.entries({ ...rules, ...settled })) {
    const rows = await query(sql);
    if (rows.length > 0) broken.push(`${rule}: ${JSON.stringify(rows)}`);
  }
  return broken;
}
