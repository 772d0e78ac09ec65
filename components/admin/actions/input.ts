import type { ActionName } from "@/lib/actions/schemas";
import type { OfferedAction } from "@/lib/console/schemas";
import { formatMoney } from "@/lib/core/money";
import { AMOUNT_EXAMPLE, readAmount } from "@/lib/core/typed-number";
import { extraOf } from "./extra";
import { readAccount, type TypedAccount } from "./typed-account";

/** The values in the form of an action. */
export interface Values {
  reason: string;
  /** As it was typed. */
  amount: string;
  choice: string;
  extra: boolean;
  customerReason: string;
  app: { name: string; scopes: string[]; first_party: boolean };
  source: { id: string; app_id: string; venue: string };
  account: TypedAccount;
}

const SHORTEST_REASON = 3;

/** Whether the email to the customer has a reason, which the operator chooses. */
export const hasCustomerReason = (action: ActionName) =>
  action === "account.suspend" || action === "account.close";

/** The money that an action moves, for the choice that was made. */
export const moneyOf = ({ money, choices }: OfferedAction, choice: string) =>
  choices?.find(({ label }) => label === choice)?.money ?? money;

/** The typed amount in minor units; null where there is none, NaN where it can't be read. */
export function centsOf({ amount, choice }: Values, offered: OfferedAction): number | null {
  const money = moneyOf(offered, choice);
  return money ? readAmount(amount, money.currency) : null;
}

/** The label of the confirm button from its template: with the full amount and the wallet. */
export function confirmLabel(template: string, values: Values, offered: OfferedAction): string {
  const money = moneyOf(offered, values.choice);
  const cents = centsOf(values, offered) ?? 0;
  const login = offered.choices?.find(({ label }) => label === values.choice)?.input.login;
  const amount = money && cents > 0 ? ` ${formatMoney(cents, money.currency)}` : "";
  return template
    .replace(/ ?\{amount\}/, amount)
    .replace("{login}", String(login ?? offered.input.login ?? ""))
    .trim();
}

/** The form's errors by field; the server checks it again. */
export function checkForm(values: Values, offered: OfferedAction) {
  const { reason, choice, app, source } = values;
  const { action, choices, input } = offered;
  const money = moneyOf(offered, choice);
  return {
    choice: choices && !choices.some(({ label }) => label === choice) ? "Choose one" : null,
    reason: reason.trim().length < SHORTEST_REASON ? "Enter a reason" : null,
    amount: money && checkAmount(centsOf(values, offered), money.most_cents),
    ...(action === "app.create" && {
      "app.name": app.name.trim() ? null : "Enter a name",
      "app.scopes": app.scopes.length > 0 ? null : "Select at least one",
    }),
    ...(action === "trading_source.create" && {
      "source.id": source.id.trim() ? null : "Enter an ID",
      "source.app_id": input.app_id || source.app_id.trim() ? null : "Enter the app's ID",
    }),
    ...(offered.account && checkAccount(values.account, offered.account.currency)),
  };
}

function checkAccount(account: Values["account"], currency: string) {
  const { balance_cents, equity_cents, open_positions } = readAccount(account, currency);
  const isMissing = (value: number | null) => value === null || Number.isNaN(value);
  return {
    "account.balance": isMissing(balance_cents) ? AMOUNT_EXAMPLE : null,
    "account.equity": isMissing(equity_cents) ? AMOUNT_EXAMPLE : null,
    "account.positions": isMissing(open_positions) ? "Enter a whole number" : null,
  };
}

function checkAmount(cents: number | null, most: number | null): string | null {
  if (Number.isNaN(cents)) return AMOUNT_EXAMPLE;
  if (cents === null || cents === 0) return "Enter an amount";
  return most !== null && cents > most ? "That's more than the available amount" : null;
}

/** The action's input from its form. */
export function inputOf(values: Values, offered: OfferedAction, key: string) {
  const { action, input, choices } = offered;
  const money = moneyOf(offered, values.choice);
  const extra = extraOf(offered);
  return {
    ...input,
    ...choices?.find(({ label }) => label === values.choice)?.input,
    reason: values.reason.trim(),
    ...(money && { amount_cents: centsOf(values, offered) }),
    ...((money || choices || action === "purchase.refund_to_card") && { idempotency_key: key }),
    ...(hasCustomerReason(action) && { customer_reason: values.customerReason }),
    ...(extra && { [extra.field]: values.extra }),
    ...(action === "app.create" && values.app),
    ...(action === "trading_source.create" && { ...values.source, ...input }),
    ...(offered.account && { account: readAccount(values.account, offered.account.currency) }),
  };
}
