import { eq } from "drizzle-orm";
import { moneyRequests } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { type Context, requireFreshAdmin } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { queueEmail } from "@/lib/mail";
import {
  createOnce,
  findExistingRequest,
  insertRequest,
  type MoneyRequest,
  readPendingRequest,
  settleRequest,
} from "@/lib/money-requests";
import { recheckWalletHold } from "@/lib/queue/enqueue-wallet-hold";
import { callTradingServer, withTimeout } from "./call-trading-server";
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
 * Credits or debits a wallet by hand. The request is stored first, and its id is the request key at the trading
 * server; while the result is unknown it stays pending and a job repeats it. Throws NOT_FOUND, and INVALID_STATE
 * with the trading server's message.
 */
export async function adjustWallet(
  ctx: Context,
  adjustment: Adjustment,
  server: TradingServer = tradingServer(ctx.db),
): Promise<{ id: string; status: MoneyRequest["status"] }> {
  requireFreshAdmin(ctx);
  const account = await withTimeout(() => server.getAccount(adjustment.login));
  if (account?.purpose !== "wallet") throw notFound("wallet");
  const { currency, balanceCents, debtCents } = account;
  const { id } = await createOnce(ctx, async (tx) => {
    const whole = { ...adjustment, currency };
    const before = { balance_cents: balanceCents, debt_cents: debtCents };
    return (await findExistingRequest(tx, ctx, whole)) ?? insertRequest(tx, ctx, whole, before);
  });
  const { status, problem } = await settleAdjustment(ctx, id, server);
  if (status !== "refused") return { id, status };
  throw new AppError("INVALID_STATE", `The trading server rejected it: ${problem}`);
}

/** Sends a stored adjustment to the trading server. Returns the request as it is afterwards. */
export async function settleAdjustment(
  ctx: Context,
  requestId: string,
  server: TradingServer = tradingServer(ctx.db),
): Promise<MoneyRequest> {
  const request = await readPendingRequest(ctx.db, requestId);
  if (request?.login) {
    const { login } = request;
    const result = await callTradingServer(() =>
      server.submitOperation(operationOf(request, login)),
    );
    if (result.status === "accepted") {
      await inTransaction(ctx.db, async (tx) => {
        const isNews = await settleRequest(tx, requestId, { orderNo: result.order });
        if (isNews) await queueEmail(tx, "wallet-adjusted", { money_request_id: requestId });
        await recheckWalletHold(tx, login);
      });
    } else if (result.status === "rejected") {
      await settleRequest(ctx.db, requestId, { rejection: result.message });
    } else {
      ctx.log.warn({ err: result.cause, money_request_id: requestId }, "wallet_adjustment.unknown");
    }
  }
  const [row] = await ctx.db.select().from(moneyRequests).where(eq(moneyRequests.id, requestId));
  if (!row) throw new Error(`money request ${requestId} is gone`);
  return row;
}

/** The same for the job. Throws while the result is unknown: the job repeats it. */
export async function settleAdjustmentLater(ctx: Context, requestId: string): Promise<void> {
  const { status } = await settleAdjustment(ctx, requestId);
  if (status === "pending") throw new Error(`the trading server didn't respond to ${requestId}`);
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
