import type { PayerAccountView, PurchaseView } from "@/lib/challenges/schemas";
import { formatUnits } from "@/lib/money";

interface Price {
  price: number;
  currency: string;
}

/** Why an account can't pay, as a sentence at its side. */
export function blockWords(account: PayerAccountView, { price, currency }: Price): string {
  switch (account.block_reason) {
    case "NOT_ENOUGH_FUNDS":
      return `${formatUnits(price - account.balance, currency)} short of the fee.`;
    case "CURRENCY_CONVERSION_REQUIRED":
      return price > 0
        ? `It holds ${account.currency}, and the fee is in ${currency}.`
        : `It holds ${account.currency}, and the trial runs in ${currency}.`;
    case "PAYER_ACCOUNT_NOT_REAL":
      return "A practice account: its money isn't real and can't pay.";
    case "INVALID_PAYER_ACCOUNT":
      return "This wallet is disabled. Write to us if you don't know why.";
    default:
      return refusalWords(account.block_reason ?? "", account.block_reason_message);
  }
}

const notOnSale = "This challenge isn't on sale any more.";
const notReady = "This challenge can't be opened right now. We have to set it up first.";

const refusals: Record<string, string> = {
  NOT_ENOUGH_FUNDS: "The wallet's balance is below the fee now.",
  CURRENCY_CONVERSION_REQUIRED: "The wallet and the fee have different currencies.",
  PAYER_ACCOUNT_NOT_REAL: "This is a practice account: its money can't pay.",
  INVALID_PAYER_ACCOUNT: "This wallet can't pay: it is disabled, or not yours.",
  PROGRAM_DISABLED: notOnSale,
  NOT_FOUND: notOnSale,
  INVALID_DEMO_GROUP: notReady,
  DEMO_GROUP_REQUIRED: notReady,
  UNAUTHENTICATED: "You have been signed out.",
  TOKEN_EXPIRED: "You have been signed out.",
};

export const isKnownRefusal = (code: string) => code in refusals;

/** Why a purchase was refused, as a sentence; in the server's own words where we have none. */
export const refusalWords = (code: string, message: string | null): string =>
  refusals[code] ?? message ?? "The server refused without giving a reason.";

const failures: Record<string, string> = {
  PAYMENT_FAILED: "The fee couldn't be taken from the wallet.",
  ACCOUNT_CREATION_FAILED: "The trading server didn't open the challenge account.",
  INITIAL_BALANCE_FAILED: "The challenge account didn't get its starting balance.",
  CHALLENGE_CREATION_FAILED: "The challenge couldn't be set up.",
};

/** Why a purchase failed, as a sentence. Takes the error code. */
export const failureWords = (code: string): string =>
  failures[code] ?? "The purchase didn't go through.";

type Money = Pick<PurchaseView, "amount" | "currency" | "payer_login" | "payment_status">;

/** What became of the money of a purchase that failed. */
export function moneyWords(purchase: Money): string {
  const fee = formatUnits(purchase.amount, purchase.currency);
  const wallet = `wallet ${purchase.payer_login}`;
  switch (purchase.payment_status) {
    case "not_required":
      return "It was free: no money has moved.";
    case "refunded":
      return `The ${fee} are back in ${wallet}.`;
    case "refund_pending":
      return `The ${fee} are on their way back to ${wallet}.`;
    case "paid":
      return `The ${fee} were taken from ${wallet} and go back to it.`;
    default:
      return `Nothing was taken from ${wallet}.`;
  }
}
