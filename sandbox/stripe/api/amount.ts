import { invalidParam } from "./errors";
import type { FormObject } from "./form-decode";
import { optionalInteger, requiredText } from "./params";

/** Stripe's minimum charge, in minor units: https://docs.stripe.com/currencies. */
const MINIMUM_CHARGE: Readonly<Record<string, number>> = { gbp: 30, jpy: 50, usd: 50, eur: 50 };
const DEFAULT_MINIMUM_CHARGE = 50;

/** Stripe accepts at most eight digits for one charge. */
const MAXIMUM_CHARGE = 99_999_999;

const CURRENCIES: ReadonlySet<string> = new Set(
  Intl.supportedValuesOf("currency").map((code) => code.toLowerCase()),
);

/** The request's currency in lower case. Throws if it is missing or isn't a currency. */
export function requiredCurrency(params: FormObject): string {
  const currency = requiredText(params, "currency").toLowerCase();
  if (!CURRENCIES.has(currency)) {
    throw invalidParam("currency", `Invalid currency: ${currency}.`);
  }
  return currency;
}

/** The request's amount in minor units, checked against the minimum charge of the currency. */
export function requiredAmount(params: FormObject, currency: string): number {
  requiredText(params, "amount");
  const amount = optionalInteger(params, "amount") ?? 0;
  if (amount < 1) {
    throw invalidParam("amount", "Invalid positive integer", "parameter_invalid_integer");
  }
  const minimum = MINIMUM_CHARGE[currency] ?? DEFAULT_MINIMUM_CHARGE;
  if (amount < minimum) {
    const message = `Amount must be at least ${formatAmount(minimum, currency)}`;
    throw invalidParam("amount", message, "amount_too_small");
  }
  if (amount > MAXIMUM_CHARGE) {
    const message = `Amount must be no more than ${formatAmount(MAXIMUM_CHARGE, currency)}`;
    throw invalidParam("amount", message, "amount_too_large");
  }
  return amount;
}

/** An amount of minor units for people, such as `$12.50`. */
export function formatAmount(amount: number, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}
