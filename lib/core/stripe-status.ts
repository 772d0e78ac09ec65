import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

// What the statuses of Stripe's refunds and disputes mean for the money. Each rule stands here once, with its SQL
// beside it, which takes the column of the status.

interface WithStatus {
  status: string;
}

/** Whether a refund returned no money: the customer's bank rejected it, or it was canceled. */
export const hasRefundFailed = ({ status }: WithStatus): boolean =>
  status === "failed" || status === "canceled";

/** `hasRefundFailed` in SQL. */
export const hasRefundFailedSql = (status: SQLWrapper): SQL =>
  sql`(${status} in ('failed', 'canceled'))`;

/** Whether a dispute withdrew nothing, or its money was returned. */
const isHarmless = (status: string): boolean =>
  status === "won" || status === "prevented" || status.startsWith("warning_");

/** Whether a dispute was lost. It counts as lost while the firm appeals. */
export const isLost = ({ status }: WithStatus): boolean =>
  status === "lost" || status.startsWith("appeal_");

/** `isLost` in SQL. */
export const isLostSql = (status: SQLWrapper): SQL =>
  sql`(${status} = 'lost' or ${status} like 'appeal\\_%')`;

/** `needsResponse` of `dispute-messages.ts` in SQL. */
export const needsResponseSql = (status: SQLWrapper): SQL =>
  sql`(${status} like '%needs\\_response')`;

/** Whether a dispute withholds the money: it is neither an inquiry nor won. */
export const isAgainstUs = (status: string): boolean => !isHarmless(status);

/** `isAgainstUs` in SQL. */
export const isAgainstUsSql = (status: SQLWrapper): SQL =>
  sql`(${status} not in ('won', 'prevented') and ${status} not like 'warning\\_%')`;
