import { formatMoney } from "@/lib/money";

/** In minor units. */
export interface Limits {
  min: number;
  max: number;
}

type Checked = { ok: true; cents: number } | { ok: false; error: string };

/** An amount as it was typed, in units, as minor units; or what is wrong with it. */
export function checkAmount(typed: number | string, limits: Limits, currency: string): Checked {
  const units = typeof typed === "number" ? typed : Number.parseFloat(typed);
  if (!Number.isFinite(units)) return { ok: false, error: "Enter an amount" };
  const cents = Math.round(units * 100);
  if (cents < limits.min) {
    return { ok: false, error: `Top up by at least ${formatMoney(limits.min, currency)}` };
  }
  if (cents > limits.max) {
    return { ok: false, error: `Top up by at most ${formatMoney(limits.max, currency)} at a time` };
  }
  return { ok: true, cents };
}
