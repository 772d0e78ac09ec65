import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { once } from "@/db/prepare";
import { customers, propAccounts } from "@/db/schema";
import { marketName } from "@/lib/core/format";
import { formatSize } from "@/lib/core/money";

const accountById = once((db) =>
  db
    .select({
      account: propAccounts,
      customer: { email: customers.email, name: customers.name },
    })
    .from(propAccounts)
    .innerJoin(customers, eq(customers.id, propAccounts.customerId))
    .where(eq(propAccounts.id, sql.placeholder("id")))
    .prepare("email-account"),
);

/** An account with its customer; null if there is none. */
export async function readAccount(db: Database, id: string) {
  const [row] = await accountById(db).execute({ id });
  return row ? { ...row, size: formatSize(row.account.accountSize) } : null;
}
export type AccountRow = NonNullable<Awaited<ReturnType<typeof readAccount>>>;

/** The details about an account in its emails: size, market and ids. */
export const accountDetails = ({ account, size }: AccountRow): [name: string, value: string][] => [
  ["Size", size],
  ["Market", marketName(account.market)],
  ...(account.paymentId === null
    ? []
    : [["Payment", account.paymentId] satisfies [string, string]]),
  ["Account", account.id],
];
