import { formatMoney } from "@/lib/money";
import { AMOUNT_EXAMPLE, readAmount } from "@/lib/typed-number";

/** In minor units. */
export interface Limits {
  min: number;
  max: number;
}

type Checked = { ok: true; cents: number } | { ok: false; error: string };

/** An amount as it was typed, as minor units; or what is wrong with it. */
export function checkAmount(typed: string, limits: Limits, currency: string): Checked {
  const cents = readAmount(typed, currency);
  if (cents === null) return { ok: false, error: "Enter an amount" };
  if (Number.isNaN(cents)) return { ok: false, error: AMOUNT_EXAMPLE };
  if (cents < limits.min) {
    return { ok: false, error: `Top up by at least ${formatMoney(limits.min, currency)}` };
  }
  if (cents > limits.max) {
    return { ok: false, error: `Top up by at most ${formatMoney(limits.max, currency)} at a time` };
  }
  return { ok: true, cents };
}
