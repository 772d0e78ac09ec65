import { eq } from "drizzle-orm";
import { customers, financeOperations, tradingAccounts } from "@/db/schema";
import { formatMoney } from "@/lib/core/money";
import { readFeeSources } from "@/lib/wallet-holds";
import { asNumber } from "../spec";
import { auditSteps } from "./activity-steps";
import {
  type Found,
  idFact,
  inOrder,
  money,
  type ReadDetail,
  relatedRows,
  step,
  text,
  whoseIs,
} from "./detail";
import { operationSubject, postingLabel, postingsOf } from "./operation-steps";
import { sourceFacts } from "./wallet-money";

/** An operation on a trading account: its two postings, its reason, and what it reverses. */
export const readOperation: ReadDetail = async (ctx, id) => {
  const order = asNumber(id);
  if (order === null) return null;
  const [found] = await ctx.db
    .select({ operation: financeOperations, customer: whoseIs })
    .from(financeOperations)
    .innerJoin(tradingAccounts, eq(tradingAccounts.login, financeOperations.login))
    .innerJoin(customers, eq(customers.id, tradingAccounts.customerId))
    .where(eq(financeOperations.orderNo, order));
  if (!found) return null;
  const { operation, customer } = found;
  const { currency, apiData } = operation;
  const purchase = apiData.purchase_id;
  const isFee = operation.rejection === null && operation.amountCents < 0n;
  const [sources, sides, done, siblings] = await Promise.all([
    isFee ? readFeeSources(ctx, { login: operation.login, order }) : [],
    postingsOf(ctx, order),
    auditSteps(ctx, [["wallet", String(operation.login)]]),
    typeof purchase === "number"
      ? relatedRows(ctx, `Transactions for purchase ${purchase}`, "operations", {
          purchase: String(purchase),
        })
      : relatedRows(ctx, `Transactions for login ${operation.login}`, "operations", {
          wallet: String(operation.login),
        }),
  ]);
  return {
    title: formatMoney(operation.amountCents, currency),
    lead: `Order ${id} on login ${operation.login}`,
    status: operation.rejection === null ? "booked" : "refused",
    facts: [
      {
        title: "Details",
        facts: [
          text("Login", operation.login),
          text("Command", operation.command === 6 ? "OP_BALANCE_IN" : "OP_BALANCE_OUT"),
          text("Reason", operation.reason),
          text("Comment", operation.comment),
          text("Rejection reason", operation.rejection),
          money("Balance after", operation.balanceAfterCents, currency),
          money("Added to debt", operation.debtCents === 0n ? null : operation.debtCents, currency),
          text("Reverses order", operation.reversesOrder),
          text("Reversed by order", operation.reversedByOrder),
          text("Request key", operation.requestKey),
        ],
      },
      { title: "Paid from", facts: sourceFacts(sources, currency) },
      {
        title: "Customer",
        facts: [idFact("Customer ID", customer.publicId), text("Email", customer.email)],
      },
    ],
    evidence: [{ title: "API data", text: JSON.stringify(apiData, null, 2) }],
    steps: inOrder(
      [
        step(operation.createdAt, "", "Trading server", {
          what: operationSubject(operation),
          code: operation.comment,
          status: operation.rejection === null ? "booked" : "refused",
          evidence: sides.map(postingLabel),
        }),
      ],
      done,
    ),
    related: [siblings],
  } satisfies Found;
};
