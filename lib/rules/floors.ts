import type { Amount, DailyLoss, Limit, RuleSet, TotalLoss } from "./schemas";
import type { PhaseState } from "./state";

const HUNDREDTHS = 10_000;

/** A percentage of money, rounded down to the minor unit. */
const share = (money: number, hundredths: number) => Math.floor((money * hundredths) / HUNDREDTHS);

/** An amount in money, in minor units. */
export const amountOf = (amount: Amount, initial: number): number =>
  "cents" in amount ? amount.cents : share(initial, amount.pct_of_initial);

function limitOf(limit: Limit, initial: number, reference: number): number {
  if ("pct_of_reference" in limit) return share(reference, limit.pct_of_reference);
  return amountOf(limit, initial);
}

/** The floor of a trading day, from the values at its start. */
export function dailyFloor(
  rule: DailyLoss,
  state: Pick<PhaseState, "initial" | "balance" | "equity">,
) {
  const { initial, balance, equity } = state;
  const reference = { balance, equity, higher: Math.max(balance, equity) }[rule.reference];
  const amount = limitOf(rule.limit, initial, reference);
  return { floor: reference - amount, amount };
}

/** The floor of the total loss while its mark is the initial balance. */
export function firstTotalFloor(
  rule: TotalLoss,
  initial: number,
): NonNullable<PhaseState["total"]> {
  const amount = limitOf(rule.limit, initial, initial);
  return locked(rule, initial, {
    floor: initial - amount,
    amount,
    mark: initial,
    is_locked: false,
  });
}

/** Raises the mark of the total loss, and its floor with it, to what the account had at an instant. */
export function raiseMark(
  rules: RuleSet,
  state: PhaseState,
  during: "day" | "day_end",
): PhaseState["total"] {
  const { total, initial, balance, equity } = state;
  const rule = rules.total_loss;
  if (!rule || !total || rule.reference === "initial") return total;
  const isDayEnd = rule.reference.startsWith("day_end_");
  if (isDayEnd !== (during === "day_end")) return total;
  const value = rule.reference.includes("balance") ? balance : equity;
  if (value <= total.mark) return total;
  const amount =
    "pct_of_reference" in rule.limit ? limitOf(rule.limit, initial, value) : total.amount;
  if (total.is_locked) return { ...total, mark: value };
  // A percentage of the mark grows with it, rounded down: the floor still never falls.
  const floor = Math.max(total.floor, value - amount);
  return locked(rule, initial, { ...total, mark: value, amount, floor });
}

function locked(
  { lock }: TotalLoss,
  initial: number,
  total: NonNullable<PhaseState["total"]>,
): NonNullable<PhaseState["total"]> {
  if (total.is_locked || !lock) return total;
  const highest = initial + lock.plus_cents;
  return total.floor < highest ? total : { ...total, floor: highest, is_locked: true };
}

/**
 * The floors after a deposit or withdrawal. With `shift` the day's reference and a trailing mark move by the amount; a
 * static floor and a reached lock stay. With `lock_at_initial` the total floor is at least the initial balance from the
 * first withdrawal on.
 */
export function moveFloors(
  rules: RuleSet,
  state: PhaseState,
  moved: number,
): Pick<PhaseState, "daily" | "total"> {
  const { daily, total, initial } = state;
  if (rules.after_withdrawal === "lock_at_initial") {
    if (!total || !state.has_withdrawn) return { daily, total };
    return { daily, total: { ...total, floor: Math.max(total.floor, initial), is_locked: true } };
  }
  if (rules.after_withdrawal === "keep") return { daily, total };
  const rule = rules.total_loss;
  return {
    daily: daily && { ...daily, floor: daily.floor + moved },
    total:
      !rule || !total || rule.reference === "initial" || total.is_locked
        ? total
        : locked(rule, initial, { ...total, mark: total.mark + moved, floor: total.floor + moved }),
  };
}

/** What a rule compares with its floor. */
export function measured(
  measure: DailyLoss["measure"],
  { balance, equity }: Pick<PhaseState, "balance" | "equity">,
): number {
  return { balance, equity, lower: Math.min(balance, equity) }[measure];
}
