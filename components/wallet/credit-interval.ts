import type { DepositView } from "@/lib/payments/schemas";
import type { OperationsPage } from "@/lib/trading/schemas";

const CREDIT_MS = 2_000;

/**
 * Milliseconds until the statement and the balance are read again: while a paid deposit isn't in the statement yet; else
 * false. The deposit of the panel isn't among `deposits`: the panel follows it.
 */
export function creditInterval(
  deposits: Pick<DepositView, "payment_id" | "status">[],
  pages: Pick<OperationsPage, "rows">[],
): number | false {
  const credited = new Set(
    pages.flatMap(({ rows }) => rows.map(({ api_data }) => api_data.payment_id)),
  );
  const isPending = deposits.some(
    ({ payment_id, status }) => status === "succeeded" && !credited.has(payment_id),
  );
  return isPending ? CREDIT_MS : false;
}
