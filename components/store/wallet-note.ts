import type { ProgramView } from "@/lib/catalog/schemas";

/**
 * A sentence that no wallet can be opened in a program's currency; null where one can, or where the trading
 * server doesn't list the currencies (lower case).
 */
export const walletNote = (
  { price_currency: currency }: Pick<ProgramView, "price_currency">,
  walletCurrencies: string[] | null,
): string | null =>
  walletCurrencies === null || walletCurrencies.includes(currency.toLowerCase())
    ? null
    : `Only for customers who already have a ${currency} wallet: new ones can't be opened right now.`;
