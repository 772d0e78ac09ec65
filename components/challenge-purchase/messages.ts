import { formatUnits } from "@/lib/core/money";
import type { PayerAccountView } from "@/lib/purchases/schemas";

interface Price {
  price: number;
  currency: string;
}

/** True of every press, also of one whose result isn't known. */
export const onceMessage = (free: boolean): string =>
  free ? "You won't get a second trial." : "You won't be charged twice.";

/** Why an account can't pay, as a sentence beside it. */
export function blockMessage(account: PayerAccountView, { price, currency }: Price): string {
  switch (account.block_reason) {
    case "NOT_ENOUGH_FUNDS":
      return shortfall(account, { price, currency });
    case "CURRENCY_CONVERSION_REQUIRED":
      return price > 0
        ? `This wallet is in ${account.currency}; the fee is in ${currency}.`
        : `This wallet is in ${account.currency}; the trial is in ${currency}.`;
    case "PAYER_ACCOUNT_NOT_REAL":
      return price > 0
        ? "Practice funds can't be used to buy challenges."
        : "Trials need a real wallet.";
    case "INVALID_PAYER_ACCOUNT":
      return "This wallet is disabled. Contact support for details.";
    default:
      return rejectionMessage(account.block_reason ?? "", account.block_reason_message);
  }
}

/** The amount that is missing for the fee; a debt that is added to it is named. */
function shortfall({ balance, available }: PayerAccountView, { price, currency }: Price): string {
  const debt = Math.max(0, balance - available);
  const missing = formatUnits(price - available, currency);
  if (debt === 0) return `You need ${missing} more.`;
  return `You need ${missing} more to cover the ${formatUnits(debt, currency)} owed and the fee.`;
}

const notOnSale = "This challenge is no longer available.";
const notReady = "This challenge isn't set up correctly. Please contact support.";

const rejections: Record<string, string> = {
  NOT_ENOUGH_FUNDS: "The wallet's balance no longer covers the fee.",
  CURRENCY_CONVERSION_REQUIRED: "This wallet's currency doesn't match the challenge.",
  PAYER_ACCOUNT_NOT_REAL: "Practice funds can't be used to buy challenges.",
  INVALID_PAYER_ACCOUNT: "You can't use this wallet.",
  PROGRAM_DISABLED: notOnSale,
  NOT_FOUND: notOnSale,
  AMOUNT_MISMATCH: "The price has changed. Review the new price before you continue.",
  INVALID_DEMO_GROUP: notReady,
  DEMO_GROUP_REQUIRED: notReady,
  UNAUTHENTICATED: "You've been signed out.",
  TOKEN_EXPIRED: "You've been signed out.",
};

/** Whether a rejection has a message of its own here. */
export const hasMessage = (code: string) => code in rejections;

/** Why a purchase was rejected, as a sentence; the server's message for a code that has none here. */
export const rejectionMessage = (code: string, message: string | null): string =>
  rejections[code] ?? message ?? "Something went wrong. Try again.";
