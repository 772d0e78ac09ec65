import { type ProgramWithSteps, programStatus } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { unitsToJson } from "@/lib/core/money";
import { available, type TradingServer, tradingServer } from "@/lib/trading";
import { checkPurchaseRequest, loadPurchaseRequest } from "./check-purchase-request";
import type { PreviewInput, PreviewView } from "./schemas";

/** The price of a purchase, or why it would be rejected. Buys nothing. Throws SCOPE_MISSING. */
export async function previewPurchase(
  ctx: Context,
  input: PreviewInput,
  server: TradingServer = tradingServer(ctx.db),
): Promise<PreviewView> {
  const me = requireCustomer(ctx, "accounts:read");
  const request = await loadPurchaseRequest(ctx, input, server);
  try {
    const { program, payer } = checkPurchaseRequest(request);
    const price = unitsToJson(program.program.priceCents);
    return {
      can_buy: true,
      price,
      currency: program.program.priceCurrency.toUpperCase(),
      payer_balance: unitsToJson(payer.balanceCents),
      amount_account_currency: price,
      conversion_rate: 1,
      warnings: [],
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const own = request.payer?.customerId === me.id ? request.payer : null;
    return {
      can_buy: false,
      reason: error.code,
      message: error.message,
      required_amount: priceOf(request.program),
      available_balance: own ? unitsToJson(available(own)) : null,
    };
  }
}

/** The price of a program on sale. */
const priceOf = (found: ProgramWithSteps | null) =>
  found?.program.status === programStatus.active ? unitsToJson(found.program.priceCents) : null;
