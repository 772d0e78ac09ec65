import {
  type AnyColumn,
  and,
  isNotNull,
  isNull,
  lt,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { challenges, propAccounts, purchases } from "@/db/schema";
import { soldTierNameSql } from "@/lib/catalog";
import { purchaseStatus } from "@/lib/challenges/schemas";
import type { AccountState, AccountsQuery } from "./schemas";

/** Whether a text of the row contains the search text, in upper or lower case. */
const contains = (text: AnyColumn | SQL, q: string): SQL =>
  sql`strpos(lower(${text}), lower(${q}::text)) > 0`;

/** A prop account is over once it is closed. */
export const isOpenAccount = isNull(propAccounts.closedAt);

/** A purchase is over once it has failed or its challenge has ended. Needs the join with `challenges`. */
export const isOpenPurchase = and(
  notInArray(purchases.status, [purchaseStatus.failed, purchaseStatus.refunded]),
  isNull(challenges.endedAt),
);

const stateOf = (isOpen: SQL | undefined, state: AccountState | undefined) =>
  state && (state === "active" ? isOpen : sql`not (${isOpen})`);

/** The condition of a page's prop accounts. */
export const whereAccounts = ({ state, q, cursor }: AccountsQuery): SQL | undefined =>
  and(
    stateOf(isOpenAccount, state),
    cursor?.account ? lt(propAccounts.id, cursor.account) : undefined,
    q === undefined
      ? undefined
      : or(
          contains(propAccounts.id, q),
          contains(propAccounts.tierId, q),
          contains(soldTierNameSql(sql`${propAccounts}`), q),
          contains(sql`coalesce(${propAccounts.paymentId}, '')`, q),
          and(isNotNull(propAccounts.activatedAt), contains(propAccounts.syntheticHotkey, q)),
        ),
  );

/** The condition of a page's purchases. Needs the join with `challenges`. */
export const wherePurchases = ({ state, q, cursor }: AccountsQuery): SQL | undefined =>
  and(
    stateOf(isOpenPurchase, state),
    cursor?.purchase ? lt(purchases.id, cursor.purchase) : undefined,
    q === undefined
      ? undefined
      : or(
          contains(sql`${purchases.program} ->> 'display_name'`, q),
          contains(sql`${purchases.accountLogin}::text`, q),
          contains(sql`${challenges.accountLogin}::text`, q),
          contains(sql`coalesce(${purchases.paymentId}, '')`, q),
        ),
  );
