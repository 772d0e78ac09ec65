import { eq, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { once } from "@/db/prepare";
import { customers, propAccounts } from "@/db/schema";
import { readTerms, soldTierName } from "@/lib/catalog";
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

/** `One-step 25K, Crypto`: the name of what an account was bought as. */
export const accountName = ({ tierId, market, tierTerms }: AccountRow["account"]): string =>
  soldTierName({ tier_id: tierId, market, tier_terms: readTerms(tierTerms) });

/** The details about an account in its emails: name, size and ids. */
export const accountDetails = ({ account, size }: AccountRow): [name: string, value: string][] => [
  ["Challenge", accountName(account)],
  ["Size", size],
  ...(account.paymentId === null
    ? []
    : [["Payment", account.paymentId] satisfies [string, string]]),
  ["Account", account.id],
];
