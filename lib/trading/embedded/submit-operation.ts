import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { executePrepared } from "@/db/prepare";
import type { OperationRequest, Rejection, TradingResult } from "../port";

const messages: Record<string, string> = {
  ACCOUNT_UNKNOWN: "Account not found.",
  NOT_ENOUGH_FUNDS: "The balance doesn't cover the amount.",
  ACCOUNT_DISABLED: "The account is disabled.",
  CURRENCY_MISMATCH: "The account has a different currency.",
  NOT_REVERSIBLE: "The operation to reverse doesn't exist or is already reversed.",
};

type Booked =
  | { operation_order: number; rejection: null }
  | { operation_order: number | null; rejection: Rejection["code"] };

/**
 * Books an operation with its postings, in one statement: see `db/functions/book_operations.sql`. A request key that
 * was booked before gets its first result.
 */
export async function submitOperation(
  db: Database,
  request: OperationRequest,
): Promise<TradingResult<{ order: number }>> {
  const operations = JSON.stringify([
    {
      request_key: request.requestKey,
      login: request.login,
      amount_cents: request.amountCents.toString(),
      currency: request.currency,
      reason: request.reason,
      comment: request.comment,
      api_data: request.apiData,
      reverses_order: request.reverses ?? null,
      may_owe: request.mayOwe ?? false,
    },
  ]);
  const [booked] = await executePrepared<Booked>(
    db,
    "book-operations",
    sql`select operation_order, rejection from book_operations(${operations}::jsonb)`,
  );
  if (!booked) throw new Error(`operation ${request.requestKey} has no result`);
  if (booked.rejection === null) return { status: "accepted", order: booked.operation_order };
  const message = messages[booked.rejection] ?? "Rejected.";
  return { status: "rejected", code: booked.rejection, message };
}
