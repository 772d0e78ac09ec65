import { type ProgramWithSteps, programStatus } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { unitsToJson } from "@/lib/money";
import { available, type TradingServer, tradingServer } from "@/lib/trading";
import { checkWish, loadWish } from "./check";
import type { PreviewInput, PreviewView } from "./schemas";

/** What a purchase would cost, or why it would be refused. Buys nothing. Throws SCOPE_MISSING. */
export async function previewPurchase(
  ctx: Context,
  input: PreviewInput,
  server: TradingServer = tradingServer(ctx.db),
): Promise<PreviewView> {
  const me = requireCustomer(ctx, "accounts:read");
  const wish = await loadWish(ctx, input, server);
  try {
    const { program, payer } = checkWish(wish);
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
  } catch (refused) {
    if (!(refused instanceof AppError)) throw refused;
    const own = wish.payer?.customerId === me.id ? wish.payer : null;
    return {
      can_buy: false,
      reason: refused.code,
      message: refused.message,
      required_amount: priceOf(wish.program),
      available_balance: own ? unitsToJson(available(own)) : null,
    };
  }
}

/** The price, of a program that is on sale. */
const priceOf = (found: ProgramWithSteps | null) =>
  found?.program.status === programStatus.active ? unitsToJson(found.program.priceCents) : null;
