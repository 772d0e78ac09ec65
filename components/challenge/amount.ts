import { formatSize, formatUnits } from "@/lib/core/money";

/** `$100,000` for a whole amount, else `$1,234.50`. */
export const formatAmount = (units: number, currency: string): string =>
  Number.isInteger(units) ? formatSize(units, currency) : formatUnits(units, currency);
