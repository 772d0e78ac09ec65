import { type Context, requireCustomer } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { accountMode, inTime, type TradingAccount, tradingServer } from "@/lib/trading";
import type { CheckoutView, DepositInput } from "./schemas";
import { startPayment } from "./start-payment";

/**
 * Makes the PaymentIntent that tops up a wallet, or finds the customer's open one of the same amount,
 * or the one that is paid already: see `startPayment`. `keyId` names the Idempotency-Key's row: with one the payment is always its own.
 * Throws INVALID_PAYER_ACCOUNT, PAYER_ACCOUNT_NOT_REAL, CURRENCY_CONVERSION_REQUIRED,
 * INVALID_REQUEST, PAYMENT_PROVIDER_ERROR, UNAVAILABLE.
 */
export async function createDeposit(
  ctx: Context,
  { login, amount_cents, currency: wanted, known_payment_id: knownPaymentId }: DepositInput,
  keyId: string | null = null,
): Promise<CheckoutView> {
  const me = requireCustomer(ctx, "payments:write");
  const account = await inTime(() => tradingServer(ctx.db).getAccount(login));
  const currency = wanted ?? account?.currency ?? "";
  checkWallet(account, { login, customerId: me.id, currency });
  return startPayment(
    ctx,
    { kind: "deposit", depositLogin: login, amountCents: BigInt(amount_cents), currency },
    { description: `Deposit to wallet ${login}`, keyId, knownPaymentId },
  );
}

interface Wanted {
  login: number;
  customerId: number;
  currency: string;
}

function checkWallet(account: TradingAccount | null, { login, customerId, currency }: Wanted) {
  // One answer for whatever isn't there, isn't theirs or can't be topped up: it reveals nothing.
  const invalid = new AppError(
    "INVALID_PAYER_ACCOUNT",
    `${login} is not an enabled wallet of yours, so it can't be topped up.`,
  );
  if (account?.customerId !== customerId || !account.enabled) throw invalid;
  if (account.mode !== accountMode.real) {
    throw new AppError(
      "PAYER_ACCOUNT_NOT_REAL",
      `Account ${login} holds practice money. Only a REAL account can be topped up.`,
    );
  }
  if (account.purpose !== "wallet") throw invalid;
  if (account.currency !== currency) {
    const [held, given] = [account.currency.toUpperCase(), currency.toUpperCase()];
    throw new AppError(
      "CURRENCY_CONVERSION_REQUIRED",
      `Wallet ${login} is in ${held}, so it can't take a deposit in ${given}. Deposit in ${held}.`,
    );
  }
}
