import { formatSize, formatUnits } from "@/lib/money";

/** `$100,000` where it is whole, else `$1,234.50`: for rules and sizes, which mostly are. */
export const formatAmount = (units: number, currency: string): string =>
  Number.isInteger(units) ? formatSize(units, currency) : formatUnits(units, currency);
