import { formatMoney, formatSize, minorUnits } from "@/lib/core/money";
import { amountOf } from "@/lib/rules";
import type { RuleSet } from "@/lib/rules/schemas";
import type { Offer } from "./offers";
import { isFunded } from "./program";

/** A rule of an offer in money. */
export interface OfferAmount {
  rule: string;
  name: string;
  /** Of the phases in order: each once where the phase before has the same, but the target of every evaluation. */
  values: string[];
}

const names = { profit_target: "Target", daily_loss: "Daily loss", total_loss: "Total loss" };

/** The names of an offer's amounts, in their order. */
export const amountNames = Object.values(names);

/** The target and the loss limits of an offer, in the money of its account. */
export function offerAmounts({ phases, size, currency }: Offer): OfferAmount[] {
  const textOf = (limit: Limit | undefined) => limitText(limit, size, currency);
  const targets = phases
    .filter((phase) => !isFunded(phase))
    .map(({ rules }) => textOf(rules?.profit_target?.amount));
  const losses = (rule: "daily_loss" | "total_loss") =>
    phases.map(({ rules }) => textOf(rules?.[rule]?.limit)).filter(isChange);
  return [
    {
      rule: "profit_target",
      name: names.profit_target,
      values: targets.length > 0 ? targets : ["None"],
    },
    { rule: "daily_loss", name: names.daily_loss, values: losses("daily_loss") },
    { rule: "total_loss", name: names.total_loss, values: losses("total_loss") },
  ];
}

type Limit = NonNullable<RuleSet["total_loss"]>["limit"];

/** `$5,000`; the percentage of a limit that grows with the account. */
function limitText(limit: Limit | undefined, size: number, currency: string): string {
  if (!limit) return "None";
  if ("pct_of_reference" in limit) return `${limit.pct_of_reference / 100}%`;
  const cents = amountOf(limit, minorUnits(size));
  return cents % 100 === 0 ? formatSize(cents / 100, currency) : formatMoney(cents, currency);
}

const isChange = (value: string, i: number, all: string[]): boolean => value !== all[i - 1];
