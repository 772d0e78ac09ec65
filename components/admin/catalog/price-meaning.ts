import { formatMoney } from "@/lib/money";

/** What a price in minor units means for customers, beside its field. */
export const priceMeaning = (currency: string) => (cents: number) =>
  cents === 0 ? "Free." : `Sold for ${formatMoney(cents, currency)}.`;
