import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { once } from "@/db/prepare";
import { customers, propAccounts } from "@/db/schema";
import { formatSize } from "@/lib/money";

const accountById = once((db) =>
  db
    .select({
      account: propAccounts,
      customer: { email: customers.email, name: customers.name },
    })
    .from(propAccounts)
    .innerJoin(customers, eq(customers.id, propAccounts.customerId))
    .where(eq(propAccounts.id, sql.placeholder("id")))
    .prepare("letter-account"),
);

/** An account and whose it is; null where there is none. */
export async function readAccount(db: Database, id: string) {
  const [row] = await accountById(db).execute({ id });
  return row ? { ...row, size: formatSize(row.account.accountSize) } : null;
}
export type AccountRow = NonNullable<Awaited<ReturnType<typeof readAccount>>>;

/** What an email about an account says of it: its size, its market, and the ids to ask about. */
export const accountFacts = ({ account, size }: AccountRow): [name: string, value: string][] => [
  ["Size", size],
  ["Market", account.market],
  ...(account.paymentId === null
    ? []
    : [["Payment", account.paymentId] satisfies [string, string]]),
  ["Account", account.id],
];
