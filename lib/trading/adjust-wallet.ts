import { eq } from "drizzle-orm";
import { moneyRequests } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireFreshAdmin } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { recheckWalletHold } from "@/lib/jobs/enqueue-wallet-hold";
import { mail } from "@/lib/mail";
import {
  knownRequest,
  type MoneyRequest,
  pendingRequest,
  settleRequest,
  writeOnce,
  writeRequest,
} from "@/lib/money-requests";
import { ask, inTime } from "./ask";
import type { TradingServer } from "./port";
import { tradingServer } from "./server";

interface Adjustment {
  kind: "wallet_credit" | "wallet_debit";
  login: number;
  /** Minor units, above 0. */
  amountCents: bigint;
  reason: string;
  idempotencyKey: string;
}

/**
 * Corrects a wallet by hand: money in, or out of what it has. The wish is written down first, and its
 * id is the key at the trading server; while the outcome isn't known it stays pending and a job asks
 * again. Throws NOT_FOUND and INVALID_STATE with the trading server's words.
 */
export async function adjustWallet(
  ctx: Context,
  wish: Adjustment,
  server: TradingServer = tradingServer(ctx.db),
): Promise<{ id: string; status: MoneyRequest["status"] }> {
  requireFreshAdmin(ctx);
  const account = await inTime(() => server.getAccount(wish.login));
  if (account?.purpose !== "wallet") throw notFound("wallet");
  const { currency, balanceCents, debtCents } = account;
  const { id } = await writeOnce(ctx, async (tx) => {
    const whole = { ...wish, currency };
    const before = { balance_cents: balanceCents, debt_cents: debtCents };
    return (await knownRequest(tx, ctx, whole)) ?? writeRequest(tx, ctx, whole, before);
  });
  const { status, problem } = await settleAdjustment(ctx, id, server);
  if (status !== "refused") return { id, status };
  throw new AppError("INVALID_STATE", `The trading server refused it: ${problem}`);
}

/** Asks the trading server for a correction that was written down. Answers with it as it is then. */
export async function settleAdjustment(
  ctx: Context,
  requestId: string,
  server: TradingServer = tradingServer(ctx.db),
): Promise<MoneyRequest> {
  const request = await pendingRequest(ctx.db, requestId);
  if (request?.login) {
    const { login } = request;
    const answer = await ask(() => server.submitOperation(operationOf(request, login)));
    if (answer.outcome === "accepted") {
      await inTransaction(ctx.db, async (tx) => {
        const isNews = await settleRequest(tx, requestId, { orderNo: answer.order });
        if (isNews) await mail(tx, "wallet-adjusted", { money_request_id: requestId });
        await recheckWalletHold(tx, login);
      });
    } else if (answer.outcome === "refused") {
      await settleRequest(ctx.db, requestId, { refused: answer.message });
    } else {
      ctx.log.warn({ err: answer.cause, money_request_id: requestId }, "a correction isn't known");
    }
  }
  const [row] = await ctx.db.select().from(moneyRequests).where(eq(moneyRequests.id, requestId));
  if (!row) throw new Error(`money request ${requestId} is gone`);
  return row;
}

/** The same for the job, which is repeated while it throws. */
export async function settleAdjustmentLater(ctx: Context, requestId: string): Promise<void> {
  const { status } = await settleAdjustment(ctx, requestId);
  if (status === "pending") throw new Error(`the trading server did not answer for ${requestId}`);
}

function operationOf({ id, kind, amountCents, currency, adminId }: MoneyRequest, login: number) {
  const isCredit = kind === "wallet_credit";
  const comment = isCredit ? "WALLET_CREDIT_BY_ADMIN" : "WALLET_DEBIT_BY_ADMIN";
  return {
    requestKey: `adjustment:${id}`,
    login,
    amountCents: isCredit ? amountCents : -amountCents,
    currency,
    reason: "TR_REASON_ADJUSTMENT",
    comment,
    apiData: {
      module: "console",
      operation: comment,
      money_request_id: id,
      admin_id: adminId,
      login,
    },
  } as const;
}
