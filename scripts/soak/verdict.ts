import { rules, settled } from "@/testing/ledger-rules";
import type { Books, Check } from "./check";
import { checkEmails, checkEvents } from "./check-notices";
import { checkPayments } from "./check-payments";
import { checkWallets } from "./check-wallets";
import type { Query } from "./database";
import { readHere } from "./here";
import { LEFT_JOBS, STRAY_SUBACCOUNTS, UNDELIVERED } from "./queries";
import type { Receiver } from "./receiver";

interface Truth extends Omit<Books, "here"> {
  query: Query;
  endpoint: string;
  receiver: Pick<Receiver, "received" | "forged">;
  /** The events of Stripe's that we said we have. */
  acknowledged: ReadonlySet<string>;
  /** What the health endpoint says that is not well. */
  unhealthy: string[];
}

/**
 * What came of it all, from the tables themselves and not by the product's own verbs: Stripe's word
 * and the clients' against the books here.
 */
export async function judge(truth: Truth): Promise<Check[]> {
  const { query, endpoint, receiver, acknowledged, unhealthy } = truth;
  const ids = async (sql: string, values: unknown[] = []) =>
    (await query(sql, values)).map(({ id }) => String(id));
  const here = await readHere(query);
  const books: Books = { ...truth, here };
  const events = here.events.map(({ id }) => id);
  const stored = new Set(await ids("select id from stripe_events"));
  return [
    ...checkPayments(books),
    ...checkWallets(books),
    {
      name: "subaccounts at the venue with one account",
      of: await count(query, "embedded_subaccounts"),
      lost: await ids(STRAY_SUBACCOUNTS),
    },
    {
      name: "operations in a balanced ledger",
      of: await count(query, "finance_operations"),
      lost: await unbalanced(query),
    },
    checkEvents(books),
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
    checkEmails(books),
    {
      name: "events of Stripe's kept once acknowledged",
      of: acknowledged.size,
      lost: [...acknowledged].filter((id) => !stored.has(id)),
    },
    {
      name: "events of Stripe's handled",
      of: stored.size,
      lost: await ids("select id from stripe_events where status = 'received'"),
    },
    { name: "jobs left over or failed for good", of: 0, lost: await ids(LEFT_JOBS) },
    { name: "parts that the health check finds unwell", of: 0, lost: unhealthy },
  ];
}

async function count(query: Query, table: string): Promise<number> {
  const [row] = await query(`select count(*)::int as count from ${table}`);
  return Number(row?.count);
}

async function unbalanced(query: Query): Promise<string[]> {
  const found: string[] = [];
  for (const [rule, sql] of Object.entries({ ...rules, ...settled })) {
    const rows = await query(sql);
    if (rows.length > 0) found.push(`${rule}: ${JSON.stringify(rows)}`);
  }
  return found;
}
