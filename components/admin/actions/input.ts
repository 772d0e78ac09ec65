import type { OfferedAction } from "@/lib/console/schemas";
import { hasCustomerReason } from "./customer-reason";
import { extraOf } from "./extra";

/** What stands in the form of an action. */
export interface Values {
  reason: string;
  amount: number | string;
  choice: string;
  extra: boolean;
  customerReason: string;
  app: { name: string; scopes: string[]; first_party: boolean };
}

const SHORTEST_REASON = 3;

/** The money that an action is about, given what is chosen. */
export const moneyOf = ({ money, choices }: OfferedAction, choice: string) =>
  choices?.find(({ label }) => label === choice)?.money ?? money;

/** What is wrong with the form, by field; the server looks again. */
export function checkForm({ reason, amount, choice, app }: Values, offered: OfferedAction) {
  const { action } = offered;
  const money = moneyOf(offered, choice);
  const cents = Math.round(Number(amount) * 100);
  const most = money?.most_cents ?? null;
  return {
    reason: reason.trim().length < SHORTEST_REASON ? "Say why" : null,
    amount: money && checkAmount(cents, most),
    ...(action === "app.create" && {
      "app.name": app.name.trim() ? null : "Give it a name",
      "app.scopes": app.scopes.length > 0 ? null : "Choose at least one",
    }),
  };
}

function checkAmount(cents: number, most: number | null): string | null {
  if (!(cents > 0)) return "Enter an amount";
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
    ...(money && { amount_cents: Math.round(Number(values.amount) * 100) }),
    ...((money || choices) && { idempotency_key: key }),
    ...(hasCustomerReason(action) && { customer_reason: values.customerReason }),
    ...(extra && { [extra.field]: values.extra }),
    ...(action === "app.create" && values.app),
  };
}
