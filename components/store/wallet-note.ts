import type { ProgramView } from "@/lib/catalog/schemas";

/**
 * That no wallet can be opened in a program's currency, as a sentence; null where one can, or where the
 * trading server doesn't list the currencies (lower case).
 */
export const walletNote = (
  { price_currency: currency }: Pick<ProgramView, "price_currency">,
  walletCurrencies: string[] | null,
): string | null =>
  walletCurrencies === null || walletCurrencies.includes(currency.toLowerCase())
    ? null
    : `Only for customers who have a wallet in ${currency}: no new one can be opened at the moment.`;
