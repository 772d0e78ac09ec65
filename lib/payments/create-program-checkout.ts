import { boughtTerms, isOnSale, loadProgram } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { formatMoney } from "@/lib/core/money";
import { checkCardPurchase } from "@/lib/purchases";
import { tradingServer } from "@/lib/trading";
import { startPayment } from "./checkout/start-payment";
import type { CheckoutView, ProgramCheckoutInput } from "./schemas";

/**
 * Prices a program and creates the PaymentIntent of its challenge. Returns the customer's open payment for it instead, or
 * one that is paid already: see `startPayment`. `keyId` is the row of the Idempotency-Key; with a key no payment is reused.
 * Throws PROGRAM_DISABLED, AMOUNT_MISMATCH, INVALID_DEMO_GROUP, DEMO_GROUP_REQUIRED, INVALID_STATE if the customer's wallet
 * in the currency is disabled or can't be opened, PAYMENT_PROVIDER_ERROR and UNAVAILABLE.
 */
export async function createProgramCheckout(
  ctx: Context,
  { program_id, amount_cents, currency, known_payment_id, terms_version }: ProgramCheckoutInput,
  keyId: string | null = null,
): Promise<CheckoutView> {
  const me = requireCustomer(ctx, "payments:write");
  const program = await loadProgram(ctx.db, program_id);
  if (!program || !isOnSale(program)) {
    throw new AppError("PROGRAM_DISABLED", "This program isn't for sale.");
  }
  const { displayName, priceCents, priceCurrency } = program.program;
  if (priceCents === 0n) {
    throw new AppError("PROGRAM_DISABLED", "This program is free. Use POST /prop/challenge/buy.");
  }
  if (priceCents !== BigInt(amount_cents) || priceCurrency !== currency) {
    const price = formatMoney(priceCents, priceCurrency);
    throw new AppError("AMOUNT_MISMATCH", `The price of ${displayName} is ${price}.`);
  }
  await checkCardPurchase(ctx, me.id, program, tradingServer(ctx.db));
  return startPayment(
    ctx,
    {
      kind: "program",
      programId: program_id,
      programTerms: boughtTerms(program),
      amountCents: priceCents,
      currency,
    },
    {
      description: `${displayName} challenge`,
      keyId,
      acknowledgedPaymentId: known_payment_id,
      shownTerms: terms_version,
    },
  );
}
