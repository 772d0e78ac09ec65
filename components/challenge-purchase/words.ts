import type { PayerAccountView } from "@/lib/challenges/schemas";
import { formatUnits } from "@/lib/money";

interface Price {
  price: number;
  currency: string;
}

/** What is true of a press whatever became of it. */
export const onceWords = (free: boolean): string =>
  free ? "Nothing is opened twice." : "Nothing is charged twice.";

/** Why an account can't pay, as a sentence at its side. */
export function blockWords(account: PayerAccountView, { price, currency }: Price): string {
  switch (account.block_reason) {
    case "NOT_ENOUGH_FUNDS":
      return short(account, { price, currency });
    case "CURRENCY_CONVERSION_REQUIRED":
      return price > 0
        ? `It holds ${account.currency}, and the fee is in ${currency}.`
        : `It holds ${account.currency}, and the trial runs in ${currency}.`;
    case "PAYER_ACCOUNT_NOT_REAL":
      return price > 0
        ? "A practice account: its money isn't real and can't pay."
        : "A practice account: a trial belongs to a wallet.";
    case "INVALID_PAYER_ACCOUNT":
      return "This wallet is disabled. Write to us if you don't know why.";
    default:
      return refusalWords(account.block_reason ?? "", account.block_reason_message);
  }
}

/** What is missing for the fee; a debt that comes on top of it is named. */
function short({ balance, available }: PayerAccountView, { price, currency }: Price): string {
  const debt = Math.max(0, balance - available);
  const missing = formatUnits(price - available, currency);
  if (debt === 0) return `${missing} short of the fee.`;
  return `It owes ${formatUnits(debt, currency)}: ${missing} short of that and the fee.`;
}

const notOnSale = "This challenge isn't on sale any more.";
const notReady = "This challenge can't be opened right now. We have to set it up first.";

const refusals: Record<string, string> = {
  NOT_ENOUGH_FUNDS: "The wallet's balance is below the fee now.",
  CURRENCY_CONVERSION_REQUIRED: "The wallet has another currency than this challenge.",
  PAYER_ACCOUNT_NOT_REAL: "This is a practice account: its money isn't real.",
  INVALID_PAYER_ACCOUNT: "This wallet can't be used: it is disabled, or not yours.",
  PROGRAM_DISABLED: notOnSale,
  NOT_FOUND: notOnSale,
  AMOUNT_MISMATCH: "The price has changed. Look at the new one before you press the button again.",
  INVALID_DEMO_GROUP: notReady,
  DEMO_GROUP_REQUIRED: notReady,
  UNAUTHENTICATED: "You have been signed out.",
  TOKEN_EXPIRED: "You have been signed out.",
};

export const isKnownRefusal = (code: string) => code in refusals;

/** Why a purchase was refused, as a sentence; in the server's own words where we have none. */
export const refusalWords = (code: string, message: string | null): string =>
  refusals[code] ?? message ?? "The server refused without giving a reason.";
