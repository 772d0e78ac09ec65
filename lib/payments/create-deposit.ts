import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { accountMode, type TradingAccount, tradingServer, withTimeout } from "@/lib/trading";
import { startPayment } from "./checkout/start-payment";
import type { CheckoutView, DepositInput } from "./schemas";

/**
 * Creates the PaymentIntent of a deposit into a wallet. Returns the customer's open payment of the same amount
 * instead, or one that is paid already: see `startPayment`. `keyId` is the row of the Idempotency-Key; with a
 * key no payment is reused.
 * Throws INVALID_PAYER_ACCOUNT, PAYER_ACCOUNT_NOT_REAL, CURRENCY_CONVERSION_REQUIRED,
 * INVALID_REQUEST, PAYMENT_PROVIDER_ERROR, UNAVAILABLE.
 */
export async function createDeposit(
  ctx: Context,
  {
    login,
    amount_cents,
    currency: requestedCurrency,
    known_payment_id: acknowledgedPaymentId,
    terms_version: shownTerms,
  }: DepositInput,
  keyId: string | null = null,
): Promise<CheckoutView> {
  const me = requireCustomer(ctx, "payments:write");
  const account = await withTimeout(() => tradingServer(ctx.db).getAccount(login));
  const currency = requestedCurrency ?? account?.currency ?? "";
  checkWallet(account, { login, customerId: me.id, currency });
  return startPayment(
    ctx,
    { kind: "deposit", depositLogin: login, amountCents: BigInt(amount_cents), currency },
    { description: `Deposit to wallet ${login}`, keyId, acknowledgedPaymentId, shownTerms },
  );
}

interface WalletCheck {
  login: number;
  customerId: number;
  currency: string;
}

function checkWallet(account: TradingAccount | null, { login, customerId, currency }: WalletCheck) {
  // The same error for a wallet that is missing, another customer's or disabled: it reveals nothing.
  const invalid = new AppError(
    "INVALID_PAYER_ACCOUNT",
    `${login} isn't one of your enabled wallets, so it can't be topped up.`,
  );
  if (account?.customerId !== customerId || !account.enabled) throw invalid;
  if (account.mode !== accountMode.real) {
    throw new AppError("PAYER_ACCOUNT_NOT_REAL", "Practice accounts can't be topped up.");
  }
  if (account.purpose !== "wallet") throw invalid;
  if (account.currency !== currency) {
    const [held, requested] = [account.currency.toUpperCase(), currency.toUpperCase()];
    throw new AppError(
      "CURRENCY_CONVERSION_REQUIRED",
      `Wallet ${login} is in ${held}, so it can't be topped up in ${requested}. Top it up in ${held}.`,
    );
  }
}
