import { formatMoney } from "@/lib/core/money";
import { AMOUNT_EXAMPLE, readAmount } from "@/lib/core/typed-number";

/** In minor units. */
export interface Limits {
  min: number;
  max: number;
}

type CheckedAmount = { ok: true; cents: number } | { ok: false; error: string };

/** The minor units of a typed amount, or why it can't be used. */
export function checkAmount(typed: string, limits: Limits, currency: string): CheckedAmount {
  const cents = readAmount(typed, currency);
  if (cents === null) return { ok: false, error: "Enter an amount" };
  if (Number.isNaN(cents)) return { ok: false, error: AMOUNT_EXAMPLE };
  if (cents < limits.min) {
    return { ok: false, error: `Minimum top-up is ${formatMoney(limits.min, currency)}` };
  }
  if (cents > limits.max) {
    return { ok: false, error: `Maximum top-up is ${formatMoney(limits.max, currency)}` };
  }
  return { ok: true, cents };
}
