import { loadProgram, programStatus } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { unitsToJson } from "@/lib/core/money";
import { available, type TradingServer, tradingServer, withTimeout } from "@/lib/trading";
import { checkPurchaseRequest, type PurchaseRequest } from "./check-purchase-request";
import { countFreePurchases } from "./free-limit";
import { findMissingWallet } from "./missing-wallet";
import type { PayerAccountsView } from "./schemas";

/**
 * The customer's wallets, for each whether it can pay for a program, and the currency of the wallet
 * that they lack and could open for it. Throws SCOPE_MISSING and NOT_FOUND.
 */
export async function listPayerAccounts(
  ctx: Context,
  programId: number,
  server: TradingServer = tradingServer(ctx.db),
): Promise<PayerAccountsView> {
  requireCustomer(ctx, "accounts:read");
  return readPayerAccounts(ctx, programId, server);
}

/** The same for a verb whose scope has been checked. Throws NOT_FOUND. */
export async function readPayerAccounts(
  ctx: Context,
  programId: number,
  server: TradingServer,
): Promise<PayerAccountsView> {
  const me = requireCustomer(ctx);
  const [program, wallets] = await withTimeout(() =>
    Promise.all([loadProgram(ctx.db, programId, server), server.listAccounts(me.id, "wallet")]),
  );
  if (!program || program.program.status === programStatus.archived) throw notFound("program");
  const lacking = await findMissingWallet(ctx, program, wallets, server);
  const freePurchases = await countFreePurchases(ctx.db, me.id, program);
  return {
    openable_currency: lacking?.group ? lacking.currency.toUpperCase() : null,
    rows: wallets.map((payer) => {
      const error = checkError({ customerId: me.id, program, payer, freePurchases });
      return {
        login: payer.login,
        group: payer.group,
        account_mode: payer.mode,
        currency: payer.currency.toUpperCase(),
        balance: unitsToJson(payer.balanceCents),
        available: unitsToJson(available(payer)),
        eligible: error === null,
        block_reason: error?.code ?? null,
        block_reason_message: error?.message ?? null,
      };
    }),
  };
}

function checkError(request: PurchaseRequest): AppError | null {
  try {
    checkPurchaseRequest(request);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
