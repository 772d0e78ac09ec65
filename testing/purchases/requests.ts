import { fund, openAccount, type Trader } from "../actors/trader";
import { newProgram } from "../catalog/programs";
import { sql } from "../database/sql";

interface Rule {
  status: number;
  code: string;
  message: (login: number) => string;
}

const rejection = (status: number, code: string, message: string): Rule => ({
  status,
  code,
  message: (login) => message.replace("LOGIN", String(login)),
});

/** The rules of a purchase in the order in which they are checked, and the rejection by each. */
export const rules = {
  "the program is on sale": rejection(400, "PROGRAM_DISABLED", "This program isn't for sale."),
  "the payer is the customer's": rejection(
    403,
    "INVALID_PAYER_ACCOUNT",
    "No account found with this login.",
  ),
  "the payer is enabled": rejection(403, "INVALID_PAYER_ACCOUNT", "Account LOGIN is disabled."),
  "the payer is REAL": rejection(
    400,
    "PAYER_ACCOUNT_NOT_REAL",
    "Account LOGIN is a practice account and can't be used to pay.",
  ),
  "the currencies match": rejection(
    400,
    "CURRENCY_CONVERSION_REQUIRED",
    "The price is in EUR, but account LOGIN is in USD.",
  ),
  "the balance covers the price": rejection(
    400,
    "NOT_ENOUGH_FUNDS",
    "The balance of 12.00 USD is below the price of 499.00 USD.",
  ),
  "the program has a step": rejection(400, "PROGRAM_DISABLED", "This program has no phases yet."),
  "the first group exists": rejection(
    400,
    "INVALID_DEMO_GROUP",
    "The group NO-SUCH-GROUP wasn't found.",
  ),
  "the first group is DEMO": rejection(
    400,
    "DEMO_GROUP_REQUIRED",
    "The group PROP-FUNDED-100K isn't a DEMO group.",
  ),
};
export type RuleName = keyof typeof rules;
export const ruleNames = Object.keys(rules) as RuleName[];

const stepRules = ruleNames.slice(6);

/** Every two rules that can be broken together, the earlier one first. */
export const rulePairs = ruleNames.flatMap((first, i) =>
  ruleNames
    .slice(i + 1)
    .filter((second) => !(stepRules.includes(first) && stepRules.includes(second)))
    .map((second): [RuleName, RuleName] => [first, second]),
);

/** A program and a payer for a purchase that breaks exactly these rules. */
export async function requestBreaking(me: Trader, stranger: Trader, broken: RuleName[]) {
  const breaks = (rule: RuleName) => broken.includes(rule);
  const group = breaks("the first group exists")
    ? "NO-SUCH-GROUP"
    : breaks("the first group is DEMO")
      ? "PROP-FUNDED-100K"
      : "PROP-DEMO-100K";
  const program_id = await newProgram({
    status: breaks("the program is on sale") ? 1 : 0,
    currency: breaks("the currencies match") ? "eur" : "usd",
    groups: breaks("the program has a step") ? [] : [group],
  });
  const payer_login = await openAccount(
    breaks("the payer is the customer's") ? stranger : me,
    breaks("the payer is REAL") ? "PRACTICE-USD" : "WALLET-USD",
  );
  await fund(payer_login, breaks("the balance covers the price") ? 1_200n : 60_000n);
  if (breaks("the payer is enabled")) {
    await sql("update trading_accounts set enabled = false where login = $1", [payer_login]);
  }
  return { program_id, payer_login };
}
