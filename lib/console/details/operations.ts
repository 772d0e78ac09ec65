import { eq } from "drizzle-orm";
import { customers, financeOperations, tradingAccounts } from "@/db/schema";
import { formatMoney } from "@/lib/money";
import { readFeeSources } from "@/lib/wallet-holds";
import { asNumber } from "../spec";
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
import { postingsOf, postingWords } from "./operation-steps";
import { auditSteps } from "./told";
import { sourceFacts } from "./wallet-money";

/** A movement on a trading account: its two sides, what it was for, what it takes back. */
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
  const isFee = operation.refusal === null && operation.amountCents < 0n;
  const [sources, sides, done, siblings] = await Promise.all([
    isFee ? readFeeSources(ctx, { login: operation.login, order }) : [],
    postingsOf(ctx, order),
    auditSteps(ctx, [["wallet", String(operation.login)]]),
    typeof purchase === "number"
      ? relatedRows(ctx, `All of purchase ${purchase}`, "operations", {
          purchase: String(purchase),
        })
      : relatedRows(ctx, `Wallet ${operation.login}`, "operations", {
          wallet: String(operation.login),
        }),
  ]);
  return {
    title: formatMoney(operation.amountCents, currency),
    lead: `Order ${id}, ${operation.comment}`,
    status: operation.refusal === null ? "booked" : "refused",
    facts: [
      {
        title: "About this operation",
        facts: [
          text("Login", operation.login),
          text("Command", operation.command === 6 ? "OP_BALANCE_IN" : "OP_BALANCE_OUT"),
          text("Reason", operation.reason),
          text("Refused because", operation.refusal),
          money("Balance after", operation.balanceAfterCents, currency),
          money("Became debt", operation.debtCents === 0n ? null : operation.debtCents, currency),
          text("Takes back order", operation.reversesOrder),
          text("Taken back by order", operation.reversedByOrder),
          text("Request key", operation.requestKey),
        ],
      },
      { title: "Which money it took", facts: sourceFacts(sources, currency) },
      {
        title: "Whose it is",
        facts: [idFact("Customer", customer.publicId), text("E-mail", customer.email)],
      },
    ],
    evidence: [{ title: "api_data", text: JSON.stringify(apiData, null, 2) }],
    steps: inOrder(
      [
        step(operation.createdAt, operation.comment, "the trading server", {
          status: operation.refusal === null ? "booked" : "refused",
          notes: sides.map(postingWords),
        }),
      ],
      done,
    ),
    related: [siblings],
  } satisfies Found;
};
