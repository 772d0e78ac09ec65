import { formatMoney } from "@/lib/money";
import { parseAmount } from "./parse-amount";

/** In minor units. */
export interface Limits {
  min: number;
  max: number;
}

type Checked = { ok: true; cents: number } | { ok: false; error: string };

/** An amount as it was typed, as minor units; or what is wrong with it. */
export function checkAmount(typed: string, limits: Limits, currency: string): Checked {
  if (typed.trim() === "") return { ok: false, error: "Enter an amount" };
  const cents = parseAmount(typed);
  if (cents === null) {
    return { ok: false, error: "Enter an amount like 250 or 1,000.50, with two decimals at most" };
  }
  if (cents < limits.min) {
    return { ok: false, error: `Top up by at least ${formatMoney(limits.min, currency)}` };
  }
  if (cents > limits.max) {
    return { ok: false, error: `Top up by at most ${formatMoney(limits.max, currency)} at a time` };
  }
  return { ok: true, cents };
}
