import type { OfferedAction } from "@/lib/console/schemas";
import { formatMoney } from "@/lib/money";
import { AMOUNT_EXAMPLE, readAmount } from "@/lib/typed-number";
import { hasCustomerReason } from "./customer-reason";
import { extraOf } from "./extra";

/** What stands in the form of an action. */
export interface Values {
  reason: string;
  /** As it was typed. */
  amount: string;
  choice: string;
  extra: boolean;
  customerReason: string;
  app: { name: string; scopes: string[]; first_party: boolean };
}

const SHORTEST_REASON = 3;

/** The money that an action is about, given what is chosen. */
export const moneyOf = ({ money, choices }: OfferedAction, choice: string) =>
  choices?.find(({ label }) => label === choice)?.money ?? money;

/** The typed amount in minor units; null where there is none, NaN where it can't be read. */
export function centsOf({ amount, choice }: Values, offered: OfferedAction): number | null {
  const money = moneyOf(offered, choice);
  return money ? readAmount(amount, money.currency) : null;
}

/** What the button that confirms says: the amount in full, and the wallet that it is about. */
export function confirmLabel(words: string, values: Values, offered: OfferedAction): string {
  const money = moneyOf(offered, values.choice);
  const cents = centsOf(values, offered) ?? 0;
  const chosen = offered.choices?.find(({ label }) => label === values.choice)?.input.login;
  const amount = money && cents > 0 ? ` ${formatMoney(cents, money.currency)}` : "";
  return words
    .replace(" {amount}", amount)
    .replace("{login}", String(chosen ?? offered.input.login ?? ""))
    .trim();
}

/** What is wrong with the form, by field; the server looks again. */
export function checkForm(values: Values, offered: OfferedAction) {
  const { reason, choice, app } = values;
  const { action } = offered;
  const money = moneyOf(offered, choice);
  return {
    reason: reason.trim().length < SHORTEST_REASON ? "Say why" : null,
    amount: money && checkAmount(centsOf(values, offered), money.most_cents),
    ...(action === "app.create" && {
      "app.name": app.name.trim() ? null : "Give it a name",
      "app.scopes": app.scopes.length > 0 ? null : "Choose at least one",
    }),
  };
}

function checkAmount(cents: number | null, most: number | null): string | null {
  if (Number.isNaN(cents)) return AMOUNT_EXAMPLE;
  if (cents === null || cents === 0) return "Enter an amount";
  return most !== null && cents > most ? "That is more than there is" : null;
}

/** The action's input from what stands in its form. */
export function inputOf(values: Values, offered: OfferedAction, key: string) {
  const { action, input, choices } = offered;
  const money = moneyOf(offered, values.choice);
  const extra = extraOf(offered);
  return {
    ...input,
    ...choices?.find(({ label }) => label === values.choice)?.input,
    reason: values.reason.trim(),
    ...(money && { amount_cents: centsOf(values, offered) }),
    ...((money || choices) && { idempotency_key: key }),
    ...(hasCustomerReason(action) && { customer_reason: values.customerReason }),
    ...(extra && { [extra.field]: values.extra }),
    ...(action === "app.create" && values.app),
  };
}
