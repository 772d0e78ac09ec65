import type { ProgramView } from "@/lib/catalog/schemas";
import { formatAmount } from "./amount";

/** `$100,000`: what the account of a program starts with. */
export const sizeOf = ({ steps, price_currency }: ProgramView): string =>
  formatAmount(steps[0]?.initial_balance ?? 0, price_currency);
