import { formatMoney } from "@/lib/core/money";

/** The text beside a price field: the price in minor units as customers read it. */
export const priceMeaning = (currency: string) => (cents: number) =>
  cents === 0 ? "Free." : `Sold for ${formatMoney(cents, currency)}.`;
